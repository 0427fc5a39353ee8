namespace GptMessenger.Api.Facebook;

/// <param name="AppSecrets">UTF-8; several while one is being replaced by another (<c>FACEBOOK_APP_SECRET</c>).</param>
/// <param name="VerifyToken">What Meta must know to connect the webhook (<c>FACEBOOK_VERIFY_TOKEN</c>).</param>
/// <param name="Limits">What this node takes at most.</param>
internal sealed record WebhookOptions(IReadOnlyList<byte[]> AppSecrets, string VerifyToken, WebhookLimits Limits);

/// <summary>What one node takes before it asks Meta to come again later. Far above what it needs, and below what it cannot bear.</summary>
/// <param name="Concurrent">Deliveries at once (<c>WEBHOOK_MAX_CONCURRENT</c>).</param>
/// <param name="OpenTurns">Turns it works on (<c>WEBHOOK_MAX_OPEN_TURNS</c>); those that are put off for longer than a moment do not count.</param>
internal sealed record WebhookLimits(int Concurrent = 512, int OpenTurns = 20_000);

namespace GptMessenger.Api.Facebook;

/// <param name="AppSecrets">UTF-8; several while one is being replaced by another (<c>FACEBOOK_APP_SECRET</c>).</param>
/// <param name="VerifyToken">What Meta must know to connect the webhook (<c>FACEBOOK_VERIFY_TOKEN</c>).</param>
internal sealed record WebhookOptions(IReadOnlyList<byte[]> AppSecrets, string VerifyToken);

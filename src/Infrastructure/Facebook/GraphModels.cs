namespace GptMessenger.Infrastructure.Facebook;

internal sealed record SendRequest(Recipient Recipient, string MessagingType, OutgoingMessage Message);

internal sealed record Recipient(string Id);

internal sealed record OutgoingMessage(string Text, string Metadata);

/// <summary>Never together with a message: Graph refuses that (100/2018014).</summary>
internal sealed record ActionRequest(Recipient Recipient, string SenderAction);

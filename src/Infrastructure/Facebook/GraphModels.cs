using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Infrastructure.Facebook;

internal sealed record SendRequest(Recipient Recipient, string MessagingType, OutgoingMessage Message);

internal sealed record Recipient(string Id);

/// <summary>A text or an attachment.</summary>
internal sealed record OutgoingMessage(string? Text, JsonElement? Attachment, string Metadata)
{
    public static OutgoingMessage Of(ReplyPart part) => part switch
    {
        TextPart text => new(text.Text, null, part.Metadata),
        CardsPart cards => new(null, TemplateJson.Attachment(cards.Cards), part.Metadata),
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };
}

/// <summary>Never together with a message: Graph refuses that (100/2018014).</summary>
internal sealed record ActionRequest(Recipient Recipient, string SenderAction);

using System.Text.Json;
using System.Text.Json.Serialization;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Infrastructure.Facebook;

internal sealed record SendRequest(Recipient Recipient, string MessagingType, string? Tag, OutgoingMessage Message)
{
    public static SendRequest Of(string recipient, ReplyPart part) => part.IsByHumanAgent
        ? new(new Recipient(recipient), "MESSAGE_TAG", "HUMAN_AGENT", OutgoingMessage.Of(part))
        : new(new Recipient(recipient), "RESPONSE", Tag: null, OutgoingMessage.Of(part));
}

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

/// <summary>A page's Messenger profile; what is null stays as it is.</summary>
internal sealed record WelcomeRequest(PayloadOnly? GetStarted, IReadOnlyList<LocalText>? Greeting, IReadOnlyList<LocalQuestions>? IceBreakers)
{
    /// <summary>Meta demands this locale, and shows it to all who have no other.</summary>
    private const string Everywhere = "default";

    public static WelcomeRequest Of(MessengerWelcome welcome) => new(
        welcome.GetStarted ? new PayloadOnly("GET_STARTED") : null,
        welcome.Greeting is { } greeting ? [new LocalText(Everywhere, greeting)] : null,
        welcome.IceBreakers.Count > 0 ? [new LocalQuestions(Everywhere, [.. welcome.IceBreakers.Select(question => new Question(question, question))])] : null);
}

internal sealed record PayloadOnly(string Payload);

internal sealed record LocalText(string Locale, string Text);

internal sealed record LocalQuestions(string Locale, IReadOnlyList<Question> CallToActions);

/// <param name="Text">What the customer taps.</param>
/// <param name="Payload">What arrives then.</param>
internal sealed record Question([property: JsonPropertyName("question")] string Text, string Payload);

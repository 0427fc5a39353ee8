using GptMessenger.Application.Alerts;
using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Alerts;

/// <summary>What is said of a case outside: who, why, and where to look. Nothing that anybody wrote.</summary>
internal static class AlertText
{
    public static Uri? Link(Uri? publicAddress, Alert alert) => publicAddress is null
        ? null
        : new Uri($"{publicAddress.AbsoluteUri.TrimEnd('/')}/inbox/{alert.Conversation.Channel.Folder()}/{alert.Conversation.Page}/{alert.Conversation.Sender}");

    public static string Word(CaseReason reason) => reason switch
    {
        CaseReason.Asked => "asked",
        CaseReason.DraftsRefused => "drafts_refused",
        CaseReason.CouldNotHelp => "could_not_help",
        CaseReason.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason."),
    };

    public static string Sentence(CaseReason reason) => reason switch
    {
        CaseReason.Asked => "The customer asks for a person.",
        CaseReason.DraftsRefused => "The assistant had no answer that the shop's data supports, and answered with what is known.",
        CaseReason.CouldNotHelp => "The assistant could not help, and told the customer that a person will follow up.",
        CaseReason.Failed => "The customer's message could not be answered.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason."),
    };
}

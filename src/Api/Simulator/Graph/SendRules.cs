using System.Text.Json.Nodes;
using static GptMessenger.Api.Simulator.GraphMessage;

namespace GptMessenger.Api.Simulator.Graph;

/// <summary>What the Send API refuses. Source: Messenger Platform, "Send messages", "Error codes" (state of 2026-11).</summary>
internal static class SendRules
{
    private const int MaxText = 2000;
    private const int MaxMetadata = 1000;

    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <returns>Why the request is refused; null when it is not.</returns>
    public static GraphAnswer? Check(JsonObject request, SimulatedMessenger messenger, DateTimeOffset now)
    {
        var message = request["message"] as JsonObject;
        string? action = Text(request, "sender_action");
        if (Text(request["recipient"] as JsonObject, "id") is not { } psid)
        {
            return GraphAnswer.Invalid("The parameter recipient is required");
        }

        if (!SimulatedMessenger.IsPsid(psid))
        {
            return GraphAnswer.Invalid("No matching user found", 2018001);
        }

        return (message, action) switch
        {
            (null, null) => GraphAnswer.Invalid("The parameter message is required"),
            (not null, not null) => GraphAnswer.Invalid("Message and sender_action can not be sent together", 2018014),
            (null, "mark_seen" or "typing_on" or "typing_off") => null,
            (null, _) => GraphAnswer.Invalid("Param sender_action must be one of {TYPING_ON, TYPING_OFF, MARK_SEEN}"),
            (not null, null) => CheckType(request) ?? CheckMessage(message) ?? CheckWindow(messenger.Thread(psid), now),
        };
    }

    private static GraphAnswer? CheckType(JsonObject request) => Text(request, "messaging_type") switch
    {
        "RESPONSE" or "UPDATE" => null,
        "MESSAGE_TAG" when Text(request, "tag") is "HUMAN_AGENT" => null,
        "MESSAGE_TAG" => GraphAnswer.Invalid("Param tag must be HUMAN_AGENT"),
        _ => GraphAnswer.Invalid("Param messaging_type must be one of {RESPONSE, UPDATE, MESSAGE_TAG}"),
    };

    private static GraphAnswer? CheckMessage(JsonObject message)
    {
        string? text = Text(message, "text");
        var attachment = message["attachment"] as JsonObject;
        return text switch
        {
            null or "" when attachment is null => GraphAnswer.Invalid("Message cannot be empty, must provide valid attachment or text"),
            not null when attachment is not null => GraphAnswer.Invalid("Message cannot contain both text and attachment"),
            { Length: > MaxText } => GraphAnswer.Invalid($"Length of param message[text] must be less than or equal to {MaxText}"),
            _ when Text(message, "metadata") is { Length: > MaxMetadata } => GraphAnswer.Invalid($"Length of param message[metadata] must be less than or equal to {MaxMetadata}"),
            _ => attachment is null ? null : TemplateRules.Check(attachment),
        };
    }

    // A thread of before the last restart is unknown here, and the benefit of the doubt is its.
    private static GraphAnswer? CheckWindow(SimulatedThread thread, DateTimeOffset now) =>
        thread.Messages.FindLast(message => message.Author == Author.Customer) is { } last && now - last.SentAt > Window ? GraphAnswer.WindowClosed() : null;
}

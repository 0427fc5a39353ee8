using GptMessenger.Domain.Conversations;

namespace GptMessenger.Domain.Tests.Conversations;

/// <summary>Events as a reader would make them, in one line each.</summary>
internal static class Said
{
    public static MessengerEvent Message(string mid, string? text = "hello", bool isStandby = false) =>
        Of(EventKind.Message, mid, mid) with { Text = text, IsStandby = isStandby };

    public static MessengerEvent Postback(string mid) => Of(EventKind.Postback, mid, mid) with { Text = "Get started" };

    public static MessengerEvent Reply(string mid) => Of(EventKind.Reply, mid, mid) with { Text = "Good day" };

    public static MessengerEvent Echo(string mid) => Of(EventKind.Echo, mid, mid) with { Text = "Ann from the shop here" };

    public static MessengerEvent Edit(string mid, int number, string text) => Of(EventKind.Edit, $"edit:{mid}:{number}", mid) with { Text = text };

    public static MessengerEvent Unsend(string mid) => Of(EventKind.Unsend, mid, mid);

    public static Conversation Conversation(params MessengerEvent[] events) =>
        events.Aggregate(Domain.Conversations.Conversation.Empty, (conversation, @event) => conversation.With(@event));

    private static MessengerEvent Of(EventKind kind, string key, string mid) => new() { Kind = kind, Key = key, Mid = mid, Name = "message", Json = "{}"u8.ToArray() };
}

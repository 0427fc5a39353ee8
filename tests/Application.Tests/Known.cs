using System.Text;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Application.Tests;

/// <summary>The people of these tests, and what they say.</summary>
internal static class Known
{
    public static readonly DateTimeOffset Now = new(2026, 11, 9, 12, 0, 0, TimeSpan.Zero);

    public static ConversationId Conversation { get; } = ConversationId.TryParse("tenant-1/facebook/100/900", out var id) ? id : throw new InvalidOperationException();

    public static ConnectedPage Page { get; } = new(Conversation.Tenant, Conversation.Channel, Conversation.Page);

    public static MessengerEvent Message(string mid, string text = "Do you have red shoes?", DateTimeOffset? at = null, bool isStandby = false) =>
        Read($$$"""{"sender":{"id":"900"},"recipient":{"id":"100"},"timestamp":{{{Milliseconds(at)}}},"message":{"mid":"{{{mid}}}","text":{{{Json(text)}}}}}""", isStandby);

    public static MessengerEvent Picture(string mid) =>
        Read($$$"""{"sender":{"id":"900"},"recipient":{"id":"100"},"timestamp":{{{Milliseconds(null)}}},"message":{"mid":"{{{mid}}}","attachments":[{"type":"image","payload":{"url":"https://cdn.example/1"}}]}}""");

    public static MessengerEvent Postback(string mid, string title, string payload) =>
        Read($$$"""{"sender":{"id":"900"},"recipient":{"id":"100"},"timestamp":{{{Milliseconds(null)}}},"postback":{"mid":"{{{mid}}}","title":{{{Json(title)}}},"payload":{{{Json(payload)}}}}}""");

    public static MessengerEvent QuickReply(string mid, string title, string payload) =>
        Read($$$"""{"sender":{"id":"900"},"recipient":{"id":"100"},"timestamp":{{{Milliseconds(null)}}},"message":{"mid":"{{{mid}}}","text":{{{Json(title)}}},"quick_reply":{"payload":{{{Json(payload)}}} }} }""");

    public static MessengerEvent Edit(string mid, string text) =>
        Read($$$"""{"sender":{"id":"900"},"recipient":{"id":"100"},"timestamp":{{{Milliseconds(null)}}},"message_edit":{"mid":"{{{mid}}}","text":{{{Json(text)}}},"num_edit":1}}""");

    public static MessengerEvent Unsend(string mid) =>
        Read($$$"""{"sender":{"id":"900"},"recipient":{"id":"100"},"timestamp":{{{Milliseconds(null)}}},"message":{"mid":"{{{mid}}}","is_deleted":true}}""");

    /// <summary>A person wrote in the page inbox; with metadata: our own message.</summary>
    public static MessengerEvent Echo(string mid, string? metadata = null, string? appId = "263902037430900", string text = "Ann here", DateTimeOffset? at = null) =>
        Read($$$"""{"sender":{"id":"100"},"recipient":{"id":"900"},"timestamp":{{{Milliseconds(at)}}},"message":{"is_echo":true,"app_id":{{{Json(appId)}}},"metadata":{{{Json(metadata)}}},"mid":"{{{mid}}}","text":{{{Json(text)}}}}}""");

    public static MessengerEvent Reply(string mid, string text = "Yes, we do.", DateTimeOffset? at = null) => MessengerJson.Reply(Conversation, mid, text, at ?? Now);

    public static MessengerEvent Read(string json, bool isStandby = false) => EventReader.Read(Encoding.UTF8.GetBytes(json), Conversation.Page, isStandby);

    private static long Milliseconds(DateTimeOffset? at) => (at ?? Now).ToUnixTimeMilliseconds();

    private static string Json(string? text) => System.Text.Json.JsonSerializer.Serialize(text);
}

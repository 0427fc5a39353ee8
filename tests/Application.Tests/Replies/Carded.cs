using GptMessenger.Application.Languages;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Replies.Wordings;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Tests.Replies;

/// <summary>An answer with cards, and what Messenger says of it.</summary>
internal static class Carded
{
    /// <summary>As the bot's calls show them.</summary>
    public const string Cards = "[Boot, Shoe]";

    /// <summary>A recovered turn with these texts and two cards.</summary>
    public static void Decided(Bot bot, params string[] texts)
    {
        bot.WrittenByOthers(Known.Message("m1"));
        var cards = ProductTemplate.Of([Goods.Product("Boot"), Goods.Product("Shoe")], Shop.Unknown, Wording.In(Language.English));
        bot.Open = new Turn("t1", Known.Now, null).WithReply(texts, "m1", cards) with { DecidedAt = Known.Now };
        bot.Restart();
    }

    public static Task<SendResult> SentAsync(ReplyPart part) => Task.FromResult(new SendResult(SendVerdict.Sent, $"mid of {part.Metadata}"));

    public static void ShouldBeAnsweredWithout(Bot bot, string reason) =>
        bot.Closed.Should().ContainSingle().Which.End.Should().Be(new TurnEnd(TurnState.Answered, $"Without its cards: {reason}"));

    public static MessengerEvent Echo(string mid, string? metadata, string appId, string type = "template") => Known.Read($$$"""
        {"sender":{"id":"100"},"recipient":{"id":"900"},"timestamp":1762700000123,"message":{"is_echo":true,"app_id":{{{appId}}},
         "metadata":{{{System.Text.Json.JsonSerializer.Serialize(metadata)}}},"mid":"{{{mid}}}",
         "attachments":[{"type":"{{{type}}}","title":"","url":null,"payload":{"template_type":"generic","elements":[{"title":"Boot"}]}}]}}
        """);
}

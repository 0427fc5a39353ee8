using GptMessenger.Application.Languages;
using GptMessenger.Application.Replies.Wordings;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies;

/// <summary>Who reads the answer.</summary>
/// <param name="Texts">This product's own sentences as they are said to this customer.</param>
/// <param name="Now">When the answer is found.</param>
internal sealed record Listener(Wording Texts, DateTimeOffset Now)
{
    /// <summary>More would tell no better what the customer speaks.</summary>
    private const int EarlierMessages = 10;

    public Language Language => Texts.Language;

    /// <summary>
    /// Speaks as the customer does in these messages; where those leave doubts ("ok?"), as in earlier ones; then as the shop does; then English.
    /// </summary>
    public static Listener To(Conversation conversation, IReadOnlyList<MessengerEvent> unanswered, Shop shop, PageProfile page, DateTimeOffset now)
    {
        var asked = unanswered.Select(message => message.Key).ToHashSet();
        var earlier = conversation.Transcript(Knowledge.HistoryLimit).Where(message => !message.IsFromPage && !asked.Contains(message.Key)).TakeLast(EarlierMessages);
        var language = LanguageDetection.Of(Words(unanswered), Words(earlier)) ?? LanguageDetection.OfLocale(shop.Locale) ?? Language.English;
        return new Listener(Wording.In(language, language == Language.German && GermanAddress.IsFamiliar(shop, page)), now);
    }

    private static string Words(IEnumerable<MessengerEvent> messages) => string.Join('\n', messages.Select(message => message.Text));
}

using GptMessenger.Application.Languages;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Wordings;

/// <summary>How a shop speaks to its customers in German: "Sie", unless its own texts say "du".</summary>
internal static class GermanAddress
{
    private static readonly HashSet<string> Familiar = ["du", "dich", "dir", "dein", "deine", "deinen", "deinem", "deiner", "euch", "eure", "euren", "eurem"];

    public static bool IsFamiliar(Shop shop, PageProfile page)
    {
        var texts = page.Facts.Concat(shop.Facts).Select(fact => fact.Value).Concat(shop.Policies.Select(policy => policy.Text));

        // "du" is a French word as well.
        return texts.Any(text => FoldedText.Words(text).Any(Familiar.Contains) && LanguageDetection.Of(text) == Language.German);
    }
}

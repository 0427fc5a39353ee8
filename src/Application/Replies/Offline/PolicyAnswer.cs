using GptMessenger.Application.Languages;
using GptMessenger.Application.Replies.Wordings;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Replies;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Offline;

/// <summary>What the shop wrote about it, in its own words and language.</summary>
internal static class PolicyAnswer
{
    /// <summary>A chat is no place for pages of terms.</summary>
    private const int MaxLength = 600;

    // Not "pay": a shop pays customs duty, too.
    private static readonly Phrases Payment = new("payment* paypal visa mastercard klarna zahlung* bezahl* kreditkarte* vorkasse pago pagos pagar tarjeta* paiement* payer virement");
    private static readonly Phrases Warranty = new("warranty warranties guarant* garantie* gewahrleistung* gewaehrleistung* garantia* garanti*");

    /// <returns>Null: the shop wrote nothing about it.</returns>
    public static string? To(Topic topic, Listener listener, Shop shop, PageProfile page) => topic switch
    {
        Topic.Returns => Policy(PolicyKind.Refund, listener, shop),
        Topic.Shipping => Policy(PolicyKind.Shipping, listener, shop),
        Topic.Privacy => Policy(PolicyKind.Privacy, listener, shop),
        Topic.Payment => Fact("Payment", listener, page) ?? Sentences(Payment, listener, shop),
        Topic.Warranty => Sentences(Warranty, listener, shop),
        _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, "Not what policies are about."),
    };

    private static string? Policy(PolicyKind kind, Listener listener, Shop shop) =>
        shop.Policies.FirstOrDefault(policy => policy.Kind == kind && policy.Text.Length > 0) is { } policy ? Quoted(policy, policy.Text, listener, shop) : null;

    private static string? Fact(string name, Listener listener, PageProfile page) =>
        page.Facts.FirstOrDefault(fact => fact.Name == name) is { } fact ? $"{listener.Texts.Quote}\n\n{fact.Name}{listener.Texts.Colon}{fact.Value}" : null;

    /// <summary>A policy of that title whole; else, out of the one that speaks of it, the lines that do.</summary>
    private static string? Sentences(Phrases about, Listener listener, Shop shop)
    {
        if (shop.Policies.FirstOrDefault(policy => about.AreIn(FoldedText.Words(policy.Title))) is { } own)
        {
            return Quoted(own, own.Text, listener, shop);
        }

        var found = shop.Policies.Where(policy => policy.Kind != PolicyKind.Privacy)
            .Select(policy => (Policy: policy, Lines: string.Join('\n', policy.Text.Split('\n').Where(line => about.AreIn(FoldedText.Words(line))))))
            .FirstOrDefault(policy => policy.Lines.Length > 0);
        return found.Policy is null ? null : Quoted(found.Policy, found.Lines, listener, shop);
    }

    private static string Quoted(ShopPolicy policy, string text, Listener listener, Shop shop)
    {
        var parts = ReplyText.Split($"{policy.Title}{listener.Texts.Colon}{text}", MaxLength);
        bool isWhole = parts.Count == 1 && text.Length == policy.Text.Length;
        string quoted = $"{listener.Texts.Quote}\n\n{parts[0]}{(parts.Count > 1 ? " …" : "")}";
        return isWhole || shop.Storefront is not { } storefront
            ? quoted
            : $"{quoted}\n\n{Wording.Fill(listener.Texts.WholeText, ("link", storefront.OriginalString))}";
    }
}

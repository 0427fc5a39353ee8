using System.Text;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies;

/// <summary>What a turn knows, as lines for the prompt, and which of them fit.</summary>
internal sealed record PromptFacts(
    IReadOnlyList<MessengerEvent> Unanswered, IReadOnlyList<MessengerEvent> History, Shop Shop, PageProfile Page, ProductMatches Products)
{
    /// <summary>A catalogue that does not go in whole is shown by its best matches: more cost tokens and help nobody.</summary>
    private const int MaxMatches = 20;

    // Shares of what the customer's message and the prompt's own words leave over. The rest is for shop and page; what history leaves of its
    // share goes to the products.
    private const double HistoryShare = 0.35;
    private const double ProductShare = 0.45;

    private const string None = "(none)";
    private const int NoneTokens = 4;
    private const int PlacesBesideTheMessage = 4;

    /// <summary>How much more the whole may take than its parts; only a prompt that comes this close to the budget is counted as a whole.</summary>
    private const double Doubt = 1.1;

    private static readonly CountedLines<Shop> ShopLines = new(LinesOf);
    private static readonly CountedLines<PageProfile> PageLines = new(LinesOf);

    /// <summary>The unanswered messages, one line each: an empty line would end them for the model.</summary>
    public string MessageText => string.Join('\n', Unanswered.Select(message => OneLine(WhatWasSaid(message))));

    /// <summary>
    /// Fills the template within the budget: the customer's message and the prompt's own text whole, then the newest history,
    /// then products by rank, then what shop and page say about themselves.
    /// </summary>
    /// <returns>Null when the customer's message alone is too long.</returns>
    public (Prompt Prompt, IReadOnlyList<Product> Shown)? Fit(PromptTemplate template, int budget)
    {
        string message = MessageText;
        int own = template.OwnTokens + TokenCount.Of(message) + (PlacesBesideTheMessage * NoneTokens);
        int left = budget - own;
        while (left >= 0)
        {
            var (prompt, shown, tokens) = Fill(template, message, left);
            double most = (own + tokens) * Doubt;
            if (most <= budget)
            {
                return (prompt with { Tokens = (int)Math.Ceiling(most) }, shown);
            }

            // Texts side by side can make other tokens than each alone: what that costs too much is taken from the facts.
            int whole = TokenCount.Of(prompt.System ?? "") + TokenCount.Of(prompt.User);
            int excess = whole - budget;
            if (excess <= 0)
            {
                return (prompt with { Tokens = whole }, shown);
            }

            left -= excess;
        }

        return null;
    }

    private (Prompt Prompt, IReadOnlyList<Product> Shown, int Tokens) Fill(PromptTemplate template, string message, int left)
    {
        var history = First(History.Reverse().Select(said => new CountedLine(Said(said))), (int)(left * HistoryShare));
        history.Reverse();
        var (shown, cards) = Fitting((int)(left * (HistoryShare + ProductShare)) - Tokens(history));
        int tokens = Tokens(history) + Tokens(cards);
        var shop = First(ShopLines.Of(Shop), left - tokens);
        tokens += Tokens(shop);
        var page = First(PageLines.Of(Page), left - tokens);
        tokens += Tokens(page);
        var prompt = template.Render(new Dictionary<PromptPlace, string>
        {
            [PromptPlace.MessageText] = message,
            [PromptPlace.ShopifyMetadata] = OrNone(shop),
            [PromptPlace.ShopifyProducts] = OrNone(cards),
            [PromptPlace.FacebookMetadata] = OrNone(page),
            [PromptPlace.ConversationHistory] = OrNone(history),
        });
        return (prompt, shown, tokens);
    }

    private static string WhatWasSaid(MessengerEvent message) =>
        (message.Text?.Trim(), message.Payload?.Trim()) switch
        {
            ({ Length: > 0 } text, { Length: > 0 } payload) when text != payload => $"{text} [button: {payload}]",
            ({ Length: > 0 } text, _) => text,
            (_, { Length: > 0 } payload) => $"[button: {payload}]",
            _ when message.ShownProducts is { Count: > 0 } shown => $"[showed cards of: {string.Join("; ", shown)}]",
            _ => "[sent something that is not text]",
        };

    private static string Said(MessengerEvent message) =>
        $"{(!message.IsFromPage ? "Customer" : message.Kind == EventKind.Echo ? "Shop (a person)" : "Shop")}: {OneLine(WhatWasSaid(message))}";

    private static IEnumerable<string> LinesOf(Shop shop)
    {
        IEnumerable<(string Name, string? Value)> facts =
        [
            ("Shop", shop.Name), ("Currency", shop.Currency), ("Web", shop.Storefront?.OriginalString), ("E-mail", shop.Email),
            .. shop.Policies.OrderBy(policy => policy.Kind).Select(policy => (policy.Title, (string?)policy.Text)),
            .. shop.Facts.Select(fact => (fact.Name, (string?)fact.Value)),
        ];
        return Lines(facts);
    }

    private static IEnumerable<string> LinesOf(PageProfile page)
    {
        IEnumerable<(string Name, string? Value)> facts =
        [
            ("Page", page.Name), ("Phone", page.Phone), ("E-mail", page.Email),
            ("Opening hours", page.OpeningHours.Count == 0 ? null : string.Join(", ", page.OpeningHours)),
            .. page.Facts.Select(fact => (fact.Name, (string?)fact.Value)),
        ];
        return Lines(facts);
    }

    private static IEnumerable<string> Lines(IEnumerable<(string Name, string? Value)> facts) =>
        facts.Where(fact => !string.IsNullOrWhiteSpace(fact.Value)).Select(fact => $"{OneLine(fact.Name)}: {OneLine(fact.Value!)}");

    private (List<Product> Shown, List<CountedLine> Cards) Fitting(int budget)
    {
        var whole = Within(Products.Products, budget);
        bool isWhole = whole.Shown.Count == Products.Total;
        return isWhole ? whole : Within(Products.Products.Take(MaxMatches), budget);

        static (List<Product> Shown, List<CountedLine> Cards) Within(IEnumerable<Product> products, int budget)
        {
            var shown = products.ToList();
            var cards = First(shown.Select(ProductCard.Line), budget);
            return (shown[..cards.Count], cards);
        }
    }

    private static List<CountedLine> First(IEnumerable<CountedLine> lines, int budget)
    {
        var first = new List<CountedLine>();
        foreach (var line in lines)
        {
            budget -= line.Tokens;
            if (budget < 0)
            {
                break;
            }

            first.Add(line);
        }

        return first;
    }

    private static int Tokens(List<CountedLine> lines) => lines.Sum(line => line.Tokens);

    private static string OrNone(List<CountedLine> lines) => lines.Count == 0 ? None : string.Join('\n', lines.Select(line => line.Text));

    /// <summary>
    /// Data on a line of its own, so that it cannot begin one that looks like ours, and without the marks that the prompt puts around data.
    /// </summary>
    internal static string OneLine(string text)
    {
        if (IsOneLine(text))
        {
            return text;
        }

        var line = new StringBuilder(text.Length);
        foreach (string word in Without("<<<", Without(">>>", text)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        return line.ToString();
    }

    private static bool IsOneLine(string text)
    {
        bool isBehindSpace = true;
        foreach (char c in text)
        {
            bool isSpace = char.IsWhiteSpace(c);
            if ((isSpace && (isBehindSpace || c != ' ')) || c is '<' or '>')
            {
                return false;
            }

            isBehindSpace = isSpace;
        }

        return !isBehindSpace;
    }

    private static string Without(string mark, string text)
    {
        // Taking a mark out can leave one behind: "<<<<<".
        while (text.Contains(mark, StringComparison.Ordinal))
        {
            text = text.Replace(mark, mark[..1], StringComparison.Ordinal);
        }

        return text;
    }
}

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>A sentence of what the shop says of itself. What is in it is found out once, and not again for every answer.</summary>
/// <param name="text">What it says, its numbers in digits.</param>
/// <param name="isTitled">It stands behind the title of its policy: "Shipping: 2-4 working days, free over 75 EUR".</param>
internal sealed partial class ShopLine(string text, bool isTitled)
{
    // Shop and page are the same objects until they change.
    private static readonly ConditionalWeakTable<Shop, IReadOnlyList<ShopLine>> OfShops = [];
    private static readonly ConditionalWeakTable<PageProfile, IReadOnlyList<ShopLine>> OfPages = [];

    private readonly ConcurrentDictionary<Regex, bool> _says = new();
    private bool? _isDenial;

    public string Text => text;

    public bool IsTitled => isTitled;

    public IReadOnlyList<Amount> Amounts => field ??= Amount.In(text);

    /// <summary>What has to be reached.</summary>
    public IReadOnlyList<Amount> Thresholds => field ??= [.. Amounts.Where(amount => Threshold.Is(amount, text))];

    /// <summary>What is paid.</summary>
    public IReadOnlyList<Amount> Fees => field ??= [.. Amounts.Where(amount => !Threshold.Is(amount, text))];

    public IReadOnlyList<Term> Terms => field ??= [.. Term.In(text)];

    /// <summary>What its times are about.</summary>
    public IReadOnlyList<string> Subjects => field ??= [.. TermCheck.Subjects(text)];

    public HashSet<string> Stems => field ??= PolicyCheck.StemsOf(text);

    /// <summary>Those that it says something of; what it says no to is in <see cref="DeniedCountries"/>.</summary>
    public IReadOnlyList<Country> Countries => field ??= [.. Proof.Countries.NamedIn(text).Select(named => named.Country).Except(DeniedCountries)];

    public IReadOnlyList<Country> DeniedCountries => field ??= IsDenial ? [.. Proof.Countries.DeniedIn(text)] : [];

    public bool IsDenial => _isDenial ??= Denial.IsIn(text);

    public static IReadOnlyList<ShopLine> Of(Shop shop) => OfShops.GetValue(shop, static shop =>
    [
        .. shop.Policies.SelectMany(policy => SentencesOf(policy.Text).Select(sentence => new ShopLine($"{policy.Title}: {sentence}", isTitled: true))),
        .. In([shop.Name, shop.Email, shop.Storefront?.OriginalString, .. shop.Policies.Select(policy => policy.Text), .. shop.Facts.Select(fact => $"{fact.Name}: {fact.Value}")]),
    ]);

    public static IReadOnlyList<ShopLine> Of(PageProfile page) => OfPages.GetValue(page, static page =>
        [.. In([page.Name, page.Phone, page.Email, .. page.OpeningHours, .. page.Facts.Select(fact => $"{fact.Name}: {fact.Value}")])]);

    /// <summary>The sentences of these texts.</summary>
    public static IEnumerable<ShopLine> In(IEnumerable<string?> texts) => texts.OfType<string>().SelectMany(SentencesOf).Select(sentence => new ShopLine(sentence, isTitled: false));

    /// <summary>The words stand in it.</summary>
    public bool Says(Regex words) => _says.GetOrAdd(words, static (words, text) => words.IsMatch(text), text);

    private static IEnumerable<string> SentencesOf(string text) => Ends().Split(Numerals.InDigits(text)).Where(sentence => sentence.Length > 0);

    // A point behind an abbreviation is followed by a small letter.
    [GeneratedRegex(@"\n+|(?<=[.!?;])\s+(?=\p{Lu})", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Ends();
}

using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>
/// Lets an answer pass when everything in it that can be checked is so in the shop's data: amounts, discounts, codes, links, addresses, stock,
/// product names, delivery and return times. Deterministic, and without a model: a model that judges a model can be talked round like the first.
/// </summary>
internal static class ProofGate
{
    private static readonly Func<Draft, Evidence, IEnumerable<Finding>>[] Facts = [ContactCheck.Find, OfferCheck.Find, GiftCheck.Find, CodeCheck.Find, MoneyCheck.Find, ComparisonCheck.Find, StockCheck.Find, TermCheck.Find, PolicyCheck.Find, ServiceCheck.Find, HoursCheck.Find, FormCheck.Find];

    private static readonly Func<Draft, Evidence, IEnumerable<Finding>>[] Forms = [LeakCheck.Find, NameCheck.Find];

    /// <param name="written">The answer as the model wrote it: Markdown, with products by reference.</param>
    /// <param name="evidence">What the model was given, and what the shop says of itself.</param>
    public static Verdict Check(string written, Evidence evidence)
    {
        try
        {
            var draft = new Draft(written, evidence.Products, new Draft(evidence.Asked, evidence.Products));
            var findings = Forms.Concat(Facts).SelectMany(check => check(draft, evidence));

            // "Yes, of course" says what the customer has said.
            var agreed = Agreement.In(draft, evidence) is { } said ? Facts.Append(LeakCheck.FindAsked).Append(StockCheck.FindAsked).SelectMany(check => check(said, evidence)).Where(finding => !IsAnswered(finding, draft, said)) : [];
            return new Verdict([.. findings.Concat(agreed).Distinct()], [.. draft.Products]);
        }
        catch (System.Text.RegularExpressions.RegexMatchTimeoutException)
        {
            return new Verdict([new Finding(ClaimKind.Unreadable, "", "it took too long to check")], []);
        }
    }

    /// <summary>The answer says itself how it is, and so does not say what was asked: "Is shipping free?", "yes, from 100 EUR".</summary>
    private static bool IsAnswered(Finding finding, Draft draft, Draft asked) => finding.Kind switch
    {
        ClaimKind.Term => !Countries.NamedIn(finding.Words).Any() && (TermCheck.Answers(draft, asked) || HoursCheck.Answers(draft)),
        ClaimKind.Stock => draft.Sentences.Any(sentence => StockCheck.SaysHowMany(finding.Words) && StockCheck.SaysHowMany(sentence.Words) && Denial.IsIn(sentence.Words)),
        ClaimKind.Discount => Amount.In(draft.Text).Any(amount => Threshold.Is(amount, draft.Text)) && GiftCheck.SaysFree(finding.Words),
        _ => false,
    };
}

/// <param name="Findings">What is not supported; empty: the answer may be sent.</param>
/// <param name="Named">The products that it names, in that order.</param>
internal sealed record Verdict(IReadOnlyList<Finding> Findings, IReadOnlyList<Product> Named);

/// <summary>Something that an answer says and the shop's data does not.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Words">How the answer says it.</param>
/// <param name="Why">What is wrong with that, as the model is told.</param>
internal sealed record Finding(ClaimKind Kind, string Words, string Why)
{
    public override string ToString() => $"{Kind}: \"{Words}\" {Why}";
}

internal enum ClaimKind
{
    Money,
    Discount,
    Code,
    Link,
    Email,
    Phone,
    Stock,
    Product,
    Term,
    Leak,

    /// <summary>Not proven, because it could not be read to its end.</summary>
    Unreadable,
}

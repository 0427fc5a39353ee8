using GptMessenger.Application.Replies.Offline;
using GptMessenger.Application.Replies.Wordings;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies;

/// <summary>
/// Answers without a model, from the shop's data alone: its policies and opening hours, the products that fit, or that a person will follow up.
/// It never pretends to be more than that.
/// </summary>
internal static class OfflineResponder
{
    private const int MaxProducts = 3;

    /// <summary>Of what is asked in one message, so much is answered at once.</summary>
    private const int MaxTopics = 2;

    /// <summary>Of the best match's score.</summary>
    private const double NearEnough = 0.5;

    private static readonly Topic[] Policies = [Topic.Returns, Topic.Shipping, Topic.Payment, Topic.Warranty, Topic.Privacy];

    private static readonly Topic[] Others = [Topic.Hours, Topic.Contact, Topic.Address, Topic.Discount, Topic.Trouble];

    public static OfflineAnswer Answer(string message, Listener listener, Shop shop, PageProfile page, ProductMatches products)
    {
        var (question, texts) = (new Question(message), listener.Texts);
        if (SmallTalk.Answer(question, texts) is { } small)
        {
            return Without(small);
        }

        if (question.IsAbout(Topic.Assistant))
        {
            return Without(Wording.Fill(texts.Assistant, ("page", page.Name ?? texts.ThisPage)));
        }

        if (question.IsAbout(Topic.Person))
        {
            return ToPerson(Ways(shop, page) is { } ways ? $"{texts.Person} {Wording.Fill(texts.Contact, ("ways", ways))}" : texts.Person);
        }

        if (question.IsAbout(Topic.Order))
        {
            return ToPerson(texts.Order);
        }

        var said = Told(question, listener, shop, page).Take(MaxTopics).ToList();
        var fitting = Near(products).Where(product => question.Limit?.Allows(product) != false).Take(MaxProducts).ToList();
        bool isAboutProducts = question.IsAbout(Topic.Availability) || !IsAboutShop(question);
        if (isAboutProducts && fitting.Count > 0 && said.Count < MaxTopics)
        {
            said.Insert(0, ProductsAnswer.To(question, fitting, texts));
            return new OfflineAnswer(string.Join("\n\n", said), fitting);
        }

        return said.Count > 0 ? Without(string.Join("\n\n", said))
            : isAboutProducts && products.Matched > 0 && question.Limit is { } limit ? Without(Wording.Fill(texts.NothingForThat, ("limit", Written(limit, texts))))
            : ToPerson(texts.Unknown);
    }

    /// <summary>Those that match about as well as the best: who asks for a parka is not shown the mittens that go with it.</summary>
    private static IEnumerable<Product> Near(ProductMatches products) => products.Scores.Count < products.Matched || products.Matched == 0
        ? products.Matching
        : products.Matching.Where((_, rank) => products.Scores[rank] >= products.Scores[0] * NearEnough);

    private static OfflineAnswer Without(string text) => new(text, []);

    private static OfflineAnswer ToPerson(string text) => new(text, []) { IsLeftToPerson = true };

    private static bool IsAboutShop(Question question) => Array.Exists(Policies, question.IsAbout) || Array.Exists(Others, question.IsAbout);

    private static IEnumerable<string> Told(Question question, Listener listener, Shop shop, PageProfile page)
    {
        if (question.IsAbout(Topic.Hours) && HoursAnswer.To(question.Time, listener, shop, page) is { } hours)
        {
            yield return hours;
        }

        // One policy is as much as anybody reads.
        if (Policies.Where(question.IsAbout).Select(topic => PolicyAnswer.To(topic, listener, shop, page)).FirstOrDefault(text => text is not null) is { } policy)
        {
            yield return policy;
        }

        if (question.IsAbout(Topic.Address) && Address(shop, page) is { } address)
        {
            yield return Wording.Fill(listener.Texts.Address, ("address", address));
        }

        if (question.IsAbout(Topic.Contact) && Ways(shop, page) is { } ways)
        {
            yield return Wording.Fill(listener.Texts.Contact, ("ways", ways));
        }
    }

    private static string? Ways(Shop shop, PageProfile page) =>
        string.Join(", ", new[] { page.Phone, page.Email ?? shop.Email }.Where(way => !string.IsNullOrWhiteSpace(way))) is { Length: > 0 } ways ? ways : null;

    private static string? Address(Shop shop, PageProfile page) => page.Facts.Concat(shop.Facts).FirstOrDefault(fact => fact.Name == "Address")?.Value;

    private static string Written(PriceLimit limit, Wording texts)
    {
        var (least, most) = (Amount(limit.Least), Amount(limit.Amount));
        return limit.Amount == PriceLimit.NoEnd ? Wording.Fill(texts.AtLeast, ("least", least))
            : limit.Least > 0 ? Wording.Fill(texts.Between, ("least", least), ("most", most))
            : Wording.Fill(texts.UpTo, ("most", most));

        string Amount(decimal amount) => ProductsAnswer.Written(new Money(amount, limit.Currency), texts);
    }
}

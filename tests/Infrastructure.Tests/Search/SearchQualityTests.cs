namespace GptMessenger.Infrastructure.Tests.Search;

/// <summary>
/// The gate for changes of the search: the labelled queries as they are, and as people disfigure them. The bounds are a little below what was
/// reached; a change that helps may raise them, none may lower them.
/// </summary>
public class SearchQualityTests
{
    private static readonly string[] Chats =
    [
        "Hi there! Do you have a {0}?", "hello, I'm looking for {0} please", "good morning! what {0} do you have in stock", "how much is the {0}??", "Hey guys, saw your ad on facebook, do you still sell {0}?",
        "can you recommend {0} for my husband? thanks in advance!", "pls send me the link for {0}", "I need {0} asap, is it available this week?", "do u have any {0} that is not too expensive", "My sister wants {0} for her birthday. What would you suggest?",
        "Thanks for the quick answer! One more question: do you also carry {0}?", "is {0} on sale this month",
    ];

    [Fact]
    public void Set_IsLargeEnough() => SampleShop.Queries.Count.Should().BeGreaterThanOrEqualTo(150);

    [Fact]
    public void EveryLabel_IsAProductOfTheShop() =>
        SampleShop.Queries.SelectMany(query => query.Handles).Except(SampleShop.Index.Others(500, new HashSet<string>()).Select(product => product.Handle!)).Should().BeEmpty();

    [Fact]
    public void BareQueries_AreFound() => SampleShop.Success(words => words).Should().BeGreaterThanOrEqualTo(0.97);

    [Fact]
    public void Typos_CostLittle() => Measured(Disfigured.WithTypo).Should().BeGreaterThanOrEqualTo(0.90);

    [Fact]
    public void Plurals_CostNothing() => Measured(Disfigured.InTheOtherNumber).Should().BeGreaterThanOrEqualTo(0.96);

    [Fact]
    public void GluedWords_CostLittle() => Measured(Disfigured.Glued).Should().BeGreaterThanOrEqualTo(0.90);

    [Fact]
    public void ShoutedWords_CostNothing() => Measured((words, _) => $"{words.ToUpperInvariant()} 😍🔥").Should().BeGreaterThanOrEqualTo(0.97);

    [Fact]
    public void WholeChatMessages_KeepMostOfTheBareQueries()
    {
        double bare = SampleShop.Success(words => words);

        var kept = Chats.Select(chat => (chat, Kept: SampleShop.Success(words => string.Format(System.Globalization.CultureInfo.InvariantCulture, chat, words)) / bare)).ToList();

        kept.Average(each => each.Kept).Should().BeGreaterThanOrEqualTo(0.97, string.Join('\n', kept));
    }

    [Fact]
    public void Nothing_IsFoundForWhatTheShopDoesNotHave() =>
        ((string[])["hello!", "thank you so much", "ok", "???", "do you sell bicycles", "bananas", "iphone charger", "can I pay with paypal?", ""]).Where(words => SampleShop.Find(words).Count > 0).Should().BeEmpty();

    /// <summary>Over several disfigurements of each query.</summary>
    private static double Measured(Func<string, int, string> disfigure) =>
        Enumerable.Range(0, 3).Average(round => SampleShop.Success(words => disfigure(words, round)));
}

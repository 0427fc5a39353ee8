using GptMessenger.Application.Conversations;
using GptMessenger.Application.Evaluation;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Shops;
using GptMessenger.Application.Spending;
using GptMessenger.Application.Tests.Replies;
using GptMessenger.Domain.Replies;
using GptMessenger.Domain.Shops;
using NSubstitute;

namespace GptMessenger.Application.Tests.Spending;

/// <summary>Nothing is asked of the model that has no room under the limits, and all that was asked is on the bill.</summary>
public sealed class LimitsTests : IDisposable
{
    private const string Lie = "The Red Shoe [P1] costs 5.00 EUR.", Truth = "The Red Shoe [P1] costs 19.90 EUR.";

    private static readonly ModelPrices Prices = new("USD", new Dictionary<string, ModelPrice> { ["small"] = new(0.5m, 1), ["large"] = new(2, 8) });

    private readonly Bot _bot = new()
    {
        Products = new ProductMatches([Goods.Product("Red Shoe")], 1, 1),
        Spend = new SpendOptions { Prices = Prices, Defaults = new SpendLimits(5, null, null), MaxAnswerTokens = 200 },
        Answer = (_, _) => Task.FromResult(new Completion(Truth, 100, 5) { Model = "small" }),
    };

    [Theory]
    [InlineData(SpendLimit.Day, OfflineReason.DayLimit, "day")]
    [InlineData(SpendLimit.Month, OfflineReason.MonthLimit, "month")]
    [InlineData(SpendLimit.Customer, OfflineReason.CustomerLimit, "customer")]
    public async Task LimitReached_IsAnsweredFromTheShopsData_AndTheAnswerSaysWhy(SpendLimit limit, OfflineReason reason, string name)
    {
        Reserve(limit);

        await AnswerAsync();

        _bot.Asked.Should().BeEmpty();
        _bot.Sent.First().Should().Contain("Red Shoe").And.Contain("19.90");
        Basis().Should().Match<AnswerBasis>(basis => basis.Source == AnswerSource.Offline && basis.Reason == reason && basis.WithoutModel != null);
        _bot.Meters[$"limits.reached limit={name}"].Should().Be(1);
        _bot.Meters[$"replies.fallback reason={name}_limit"].Should().Be(1);
        await _bot.Spending.DidNotReceiveWithAnyArgs().SettleAsync(null!, null!, default);
    }

    [Fact]
    public async Task LimitReachedByTheFirstDraft_HoldsForTheMendedOne()
    {
        _bot.Answer = (_, _) => Task.FromResult(new Completion(Lie, 100, 5));
        Reserve(null, SpendLimit.Day);

        await AnswerAsync();

        _bot.Asked.Should().ContainSingle();
        Basis().Should().Match<AnswerBasis>(basis => basis.Reason == OfflineReason.DayLimit && basis.Refused.Count == 1);
        Calls().Select(call => call.IsAnswer).Should().Equal([true, false], "a mended draft is no second answer");
    }

    [Fact]
    public async Task WhatIsHeld_IsTheMostThatTheDearestModelMayCost()
    {
        await AnswerAsync();

        var call = Calls().Should().ContainSingle().Subject;
        int tokens = _bot.Asked[0].Tokens!.Value;
        tokens.Should().BeGreaterThanOrEqualTo(TokenCount.Of(_bot.Asked[0].System!) + TokenCount.Of(_bot.Asked[0].User));
        call.Amount.Should().Be(((tokens + 16) * 2) + (200 * 8));
        call.Day.Should().Be(new SpendDay(new DateOnly(2026, 11, 9), "USD"));
        (call.HeldUntil - call.At).Should().Be(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task WhatItCost_IsBooked_WithTheTokensOfPageAndModel()
    {
        await AnswerAsync();

        var cost = Costs().Should().ContainSingle().Subject;
        cost.Amount.Should().Be(55, "100 at 0.50 and 5 at 1.00 for a million");
        cost.Figures.Should().Equal(new Dictionary<string, long> { ["in:small"] = 100, ["out:small"] = 5, ["cost:USD:small"] = 55 });
    }

    [Fact]
    public async Task ModelThatDoesNotCount_IsCountedHere()
    {
        _bot.Answer = (_, _) => Task.FromResult(new Completion(Truth, null, null) { Model = "small" });

        await AnswerAsync();

        Costs()[0].Figures["in:small"].Should().Be(_bot.Asked[0].Tokens);
        Costs()[0].Figures["out:small"].Should().Be(TokenCount.Of(Truth));
    }

    [Fact]
    public async Task AnswerOfNoUse_IsPaidFor_AndNoAnswerIsReleased()
    {
        _bot.Answer = (_, _) => throw new LlmUnavailableException("no words") { Wasted = new Completion("", 111, 7) { Model = "small" } };
        await AnswerAsync("m1");
        _bot.Answer = (_, _) => throw new LlmUnavailableException("away");
        await AnswerAsync("m2");

        Costs().Should().ContainSingle().Which.Figures["in:small"].Should().Be(111);
        await _bot.Spending.Received(1).ReleaseAsync(Calls()[1], Arg.Any<CancellationToken>());
        Basis().Reason.Should().Be(OfflineReason.ModelAway);
    }

    [Fact]
    public async Task QuestionThatIsCalledOff_IsPaidFor()
    {
        _bot.Answer = (_, token) => Task.FromException<Completion>(new OperationCanceledException(token));
        await _bot.AcceptAsync(Known.Message("m1"));

        await FluentActions.Awaiting(() => _bot.AnswerAsync()).Should().ThrowAsync<OperationCanceledException>();

        Costs().Should().ContainSingle().Which.Amount.Should().Be(_bot.Asked[0].Tokens * 2, "nobody knows whom it reached");
        await _bot.Spending.DidNotReceiveWithAnyArgs().ReleaseAsync(null!, default);
    }

    [Fact]
    public async Task MemoryAway_WithALimit_IsAnsweredFromTheShopsData()
    {
        _bot.Spending.ReserveAsync(null!, null!, default).ReturnsForAnyArgs<SpendLimit?>(_ => throw new StoreUnavailableException("away"));

        await AnswerAsync();

        _bot.Asked.Should().BeEmpty();
        Basis().Reason.Should().Be(OfflineReason.LimitsUnknown);
    }

    [Fact]
    public async Task NoLimit_IsNotAskedFor_AndCostsAreBookedAllTheSame_AsFarAsTheyCan()
    {
        _bot.Spend = _bot.Spend with { Defaults = SpendLimits.None };
        _bot.Spending.SettleAsync(null!, null!, default).ReturnsForAnyArgs(Task.FromException(new StoreUnavailableException("away")));

        await AnswerAsync();

        await _bot.Spending.DidNotReceiveWithAnyArgs().ReserveAsync(null!, null!, default);
        Costs().Should().ContainSingle();
        Basis().Source.Should().Be(AnswerSource.Model, "an answer is not thrown away because it could not be counted");
    }

    [Fact]
    public async Task Trial_IsPaidFor_AndIsNoCustomersAnswer()
    {
        var trial = new AnswerTrial(_bot.Answerer, _bot.Catalog, _bot.Clock);

        await trial.AnswerAsync(new TrialPage(Known.Conversation.Tenant, Known.Conversation.Page), [], ["Do you have red shoes?"], default);

        Calls().Should().ContainSingle().Which.IsAnswer.Should().BeFalse();
        Costs().Should().ContainSingle();
    }

    [Fact]
    public async Task TenantsLimits_TakeThePlaceOfTheConfigurations()
    {
        Own("USD", new SpendLimits(7, null, 30));
        await AnswerAsync("m1");
        Own("tokens", new SpendLimits(1000, null, 30));
        await AnswerAsync("m2");

        Limits().Should().Equal([new SpendLimits(7, null, 30), new SpendLimits(5, null, 30)], "1000 tokens are not 1000 dollars");
    }

    [Fact]
    public async Task WithoutPrices_TokensAreCounted()
    {
        _bot.Spend = _bot.Spend with { Prices = ModelPrices.Unknown };

        await AnswerAsync();

        Calls()[0].Day.Unit.Should().Be("tokens");
        Costs()[0].Amount.Should().Be(105_000_000);
        Costs()[0].Figures.Keys.Should().Equal("in:small", "out:small");
    }

    [Fact]
    public async Task DaysAreThoseOfTheShopsClock()
    {
        _bot.Shop = new Shop { TimeZone = "Pacific/Auckland" };

        await AnswerAsync();

        Calls()[0].Day.Should().Be(new SpendDay(new DateOnly(2026, 11, 10), "USD"), "it is one in the morning there");
    }

    public void Dispose() => _bot.Dispose();

    private void Reserve(params SpendLimit?[] answers)
    {
        var left = new Queue<SpendLimit?>(answers);
        _bot.Spending.ReserveAsync(null!, null!, default).ReturnsForAnyArgs(_ => Task.FromResult(left.Dequeue()));
    }

    private void Own(string unit, SpendLimits limits) =>
        _bot.SpendSettings.ReadAsync(default, default).ReturnsForAnyArgs(Task.FromResult(new SpendSettings(unit, limits)));

    private async Task AnswerAsync(string mid = "m1")
    {
        await _bot.AcceptAsync(Known.Message(mid));
        await _bot.AnswerToTheEndAsync();
    }

    private AnswerBasis Basis() => _bot.Answers.ReceivedCalls().Select(call => call.GetArguments()[2]).OfType<AnswerBasis>().Last();

    private List<PlannedCall> Calls() => [.. Received(nameof(ISpending.ReserveAsync)).Select(arguments => (PlannedCall)arguments[0]!)];

    private List<SpendLimits> Limits() => [.. Received(nameof(ISpending.ReserveAsync)).Select(arguments => (SpendLimits)arguments[1]!)];

    private List<CallCost> Costs() => [.. Received(nameof(ISpending.SettleAsync)).Select(arguments => (CallCost)arguments[1]!)];

    private IEnumerable<object?[]> Received(string method) => _bot.Spending.ReceivedCalls().Where(call => call.GetMethodInfo().Name == method).Select(call => call.GetArguments());
}

using GptMessenger.Application.Spending;

namespace GptMessenger.Application.Tests.Spending;

public sealed class SetSpendingTests
{
    private static readonly SpendOptions Priced = new() { Prices = new ModelPrices("EUR", new Dictionary<string, ModelPrice> { ["m"] = new(1, 1) }) };

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData(0, 0, 0, null)]
    [InlineData(5, 100, 30, null)]
    [InlineData(5, null, null, null)]
    [InlineData(-1, null, null, "The limit for a day should be from 0 to 1000000 EUR.")]
    [InlineData(null, 1_000_001, null, "The limit for a month should be from 0 to 1000000 EUR.")]
    [InlineData(null, null, 1001, "A customer's answers in an hour should be from 0 to 1000.")]
    [InlineData(101, 100, null, "The limit for a day should not be higher than the one for a month.")]
    public void LimitsThatMakeNoSense_AreRefusedInWords(int? day, int? month, int? answers, string? error)
    {
        var result = new SetSpendingValidator(Priced).Validate(new SetSpending(Known.Conversation.Tenant, new SpendLimits(day, month, answers), Version: null));

        result.Errors.Select(failure => failure.ErrorMessage).Should().Equal(error is null ? [] : [error]);
    }

    [Fact]
    public void Tokens_MayBeManyMore() =>
        new SetSpendingValidator(new SpendOptions()).Validate(new SetSpending(Known.Conversation.Tenant, new SpendLimits(50_000_000, null, null), Version: null)).IsValid.Should().BeTrue();

    [Theory]
    [InlineData("m", 1_000_000, 500_000, 1_500_000)]
    [InlineData("m", 1, 0, 1)]
    [InlineData("another", 1, 1, 2)]
    public void Cost_IsInMillionths(string model, int prompt, int answer, long cost) => Priced.Prices.CostOf(model, prompt, answer).Should().Be(cost);

    [Fact]
    public void PartOfAMillionth_IsAWholeOne() => new ModelPrice(0.1m, 0).Of(1, 0).Should().Be(1);

    [Fact]
    public void LimitBeyondCounting_IsNoOverflow() => ModelPrices.ToMillionths(decimal.MaxValue).Should().Be(long.MaxValue);
}

using GptMessenger.Application.Numbers;
using GptMessenger.Application.Spending;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Tests.Facebook;
using GptMessenger.Infrastructure.Tests.Rgw;

namespace GptMessenger.Infrastructure.Tests.Spending;

/// <summary>What limits rely on, wherever the book is kept.</summary>
public abstract class SpendingContract
{
    private const long Dollar = ModelPrices.Whole;

    private protected static readonly ConversationId Id = GraphHost.Conversation;
    private static readonly ConversationId Neighbour = Of($"{Id.Tenant}/facebook/{Id.Page}/neighbour");
    private static readonly ConversationId Stranger = Of($"another/facebook/{Id.Page}/{Id.Sender}");
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 3600 * 3600);
    private static readonly SpendDay Today = new(new DateOnly(2026, 11, 30), "USD");
    private static readonly SpendLimits Wide = new(1000, 1000, 1000);

    private int _calls;

    private protected abstract ISpending Spending { get; }

    private protected abstract INumbers Numbers { get; }

    [StoreFact]
    public async Task Calls_AreHeldUpToTheLimit_AndNotBeyond()
    {
        var limits = new SpendLimits(3, null, null);

        (await ReserveAsync(Call(Dollar), limits)).Should().BeNull();
        (await ReserveAsync(Call(2 * Dollar), limits)).Should().BeNull();
        (await ReserveAsync(Call(1), limits)).Should().Be(SpendLimit.Day);
        (await ReserveAsync(Call(3 * Dollar, of: Stranger), limits)).Should().BeNull("another tenant has a book of its own");
        (await ReserveAsync(Call(3 * Dollar, day: Today with { Date = Today.Date.AddDays(1) }), limits)).Should().BeNull("it is another day");
        (await ReserveAsync(Call(3 * Dollar, day: Today with { Unit = "tokens" }), limits)).Should().BeNull("tokens are no dollars");
    }

    [StoreFact]
    public async Task WhatACallDidCost_TakesThePlaceOfWhatWasHeld()
    {
        var (limits, call) = (new SpendLimits(3, null, null), Call(3 * Dollar));
        await ReserveAsync(call, limits);
        await SettleAsync(call, Dollar);

        (await ReserveAsync(Call(2 * Dollar), limits)).Should().BeNull();
        (await ReserveAsync(Call(1), limits)).Should().Be(SpendLimit.Day);
        (await Spending.ReadAsync(Id.Tenant, Today, default)).Should().Be(new Spent(Dollar, Dollar));
    }

    [StoreFact]
    public async Task MonthsDays_AreAddedUp()
    {
        var (limits, first, last) = (new SpendLimits(null, 3, null), Call(Dollar, day: Today with { Date = new DateOnly(2026, 11, 1) }), Call(Dollar));
        await ReserveAsync(first, limits);
        await SettleAsync(first, Dollar);
        await ReserveAsync(last, limits);

        (await ReserveAsync(Call(Dollar + 1), limits)).Should().Be(SpendLimit.Month);
        (await ReserveAsync(Call(Dollar, day: Today with { Date = new DateOnly(2026, 11, 15) }), limits)).Should().BeNull();
        (await ReserveAsync(Call(3 * Dollar, day: Today with { Date = new DateOnly(2026, 12, 1) }), limits)).Should().BeNull();
        (await Spending.ReadAsync(Id.Tenant, Today, default)).Should().Be(new Spent(0, Dollar));
    }

    [StoreFact]
    public async Task ReleasedCall_WasNeverThere()
    {
        var (limits, call) = (new SpendLimits(1, 1, 1), Call(Dollar));
        (await ReserveAsync(call, limits)).Should().BeNull();
        await Spending.ReleaseAsync(call, default);

        (await ReserveAsync(Call(Dollar), limits)).Should().BeNull();
        (await Spending.ReadAsync(Id.Tenant, Today, default)).Should().Be(new Spent(0, 0));
    }

    [StoreFact]
    public async Task CallThatWasNeverHeld_ReleasesNothing()
    {
        var limits = new SpendLimits(null, null, 1);
        await ReserveAsync(Call(1), limits);
        await Spending.ReleaseAsync(Call(1), default);

        (await ReserveAsync(Call(1), limits)).Should().Be(SpendLimit.Customer);
    }

    [StoreFact]
    public async Task CustomersAnswers_AreCountedByTheHour()
    {
        var limits = new SpendLimits(null, null, 2);

        (await ReserveAsync(Call(1), limits)).Should().BeNull();
        (await ReserveAsync(Call(1) with { IsAnswer = false }, limits)).Should().BeNull();
        (await ReserveAsync(Call(1, at: Now.AddMinutes(59)), limits)).Should().BeNull();
        (await ReserveAsync(Call(1, at: Now.AddMinutes(59)), limits)).Should().Be(SpendLimit.Customer);
        (await ReserveAsync(Call(1) with { IsAnswer = false }, limits)).Should().BeNull("a draft that is mended is no other answer");
        (await ReserveAsync(Call(1, of: Neighbour), limits)).Should().BeNull();
        (await ReserveAsync(Call(1, at: Now.AddMinutes(60)), limits)).Should().BeNull();
        (await ReserveAsync(Call(1, at: Now.AddMinutes(60)), limits)).Should().BeNull();
        (await ReserveAsync(Call(1, at: Now.AddMinutes(60)), limits)).Should().Be(SpendLimit.Customer);
    }

    [StoreFact]
    public async Task LimitThatIsReached_ChangesNothing()
    {
        (await ReserveAsync(Call(2), new SpendLimits(0.000001m, null, 1))).Should().Be(SpendLimit.Day);
        (await ReserveAsync(Call(1), new SpendLimits(0.000001m, 0, 1))).Should().Be(SpendLimit.Month);
        (await ReserveAsync(Call(1), new SpendLimits(0.000001m, 1, 1))).Should().BeNull();
    }

    [StoreFact]
    public async Task DeadProcess_HoldsNothingForEver()
    {
        var limits = new SpendLimits(1, null, null);
        var dead = Call(Dollar);
        await ReserveAsync(dead, limits);

        (await ReserveAsync(Call(Dollar, at: dead.HeldUntil), limits)).Should().Be(SpendLimit.Day);
        (await ReserveAsync(Call(Dollar, at: dead.HeldUntil.AddMilliseconds(1)), limits)).Should().BeNull();
        await SettleAsync(dead, Dollar);
        (await Spending.ReadAsync(Id.Tenant, Today, default)).Today.Should().Be(Dollar, "it was not dead: what it did cost counts all the same");
    }

    [StoreFact]
    public async Task ForgottenCustomer_HasHadNoAnswers()
    {
        var limits = new SpendLimits(null, null, 1);
        await ReserveAsync(Call(1), limits);
        await ReserveAsync(Call(1, of: Neighbour), limits);

        (await Spending.FindAsync(Id, default)).Should().Be(new CountedAnswers(Call(1).Hour, 1));

        await Spending.ForgetAsync(Id, default);

        (await Spending.FindAsync(Id, default)).Should().BeNull();
        (await ReserveAsync(Call(1), limits)).Should().BeNull();
        (await ReserveAsync(Call(1, of: Neighbour), limits)).Should().Be(SpendLimit.Customer);
    }

    [StoreFact]
    public async Task Costs_AreAmongTheNumbersOfPageAndDay()
    {
        await Spending.SettleAsync(Call(1), new CallCost(7, new Dictionary<string, long> { ["in:a model/of:mine|x"] = 10, ["out:a"] = 1 }), default);
        await Spending.SettleAsync(Call(1), new CallCost(7, new Dictionary<string, long> { ["in:a model/of:mine|x"] = 5 }), default);

        var day = (await Numbers.ReadAsync(Id.Tenant, Today.Date, Today.Date, default)).Should().ContainSingle().Subject;
        day.Page.Should().Be(Id.Page);
        day.Figures.Should().BeEquivalentTo(new Dictionary<string, long> { ["in:a model/of:mine|x"] = 15, ["out:a"] = 1 });
    }

    [StoreFact]
    public async Task AllLimits_HoldAtAnyConcurrency()
    {
        // Each may cost 1 and costs 0.7; of 200 customers at once, half come twice.
        var limits = new SpendLimits(20, 50, 1);
        var days = Enumerable.Range(0, 5).Select(day => Today with { Date = Today.Date.AddDays(-day) }).ToList();
        int most = 0, underWay = 0;

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(async number =>
        {
            var call = Call(Dollar, of: Of($"{Id.Tenant}/facebook/{Id.Page}/c{number % 200}"), day: days[number % days.Count]);
            if (await ReserveAsync(call, limits) is { } reached)
            {
                return reached;
            }

            int now = Interlocked.Increment(ref underWay);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref underWay);
            await SettleAsync(call, Dollar * 7 / 10);
            return (SpendLimit?)null;
        }));

        int made = answers.Count(answer => answer is null);
        long spent = (await Spending.ReadAsync(Id.Tenant, Today, default)).ThisMonth;
        spent.Should().Be(made * (Dollar * 7 / 10)).And.BeLessThanOrEqualTo(50 * Dollar);
        made.Should().BeLessThanOrEqualTo(71).And.BeGreaterThanOrEqualTo(50, "there was room for them");
        foreach (var day in days)
        {
            (await Spending.ReadAsync(Id.Tenant, day, default)).Today.Should().BeLessThanOrEqualTo(20 * Dollar);
        }

        most.Should().BeLessThanOrEqualTo(50);
        (await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => ReserveAsync(Call(1, of: Neighbour), new SpendLimits(null, null, 5))))).Count(answer => answer is null).Should().Be(5);
    }

    [StoreFact]
    public async Task OneCallIsLeft_AndOneOfManyGetsIt()
    {
        for (int round = 0; round < 30; round++)
        {
            var customer = Of($"t{round}/facebook/{Id.Page}/c");

            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => ReserveAsync(
                Call(Dollar, of: customer), number % 2 == 0 ? new SpendLimits(null, null, 1) : new SpendLimits(1, null, 1)))));

            answers.Count(answer => answer is null).Should().Be(1);
        }
    }

    private static void InterlockedMax(ref int most, int now)
    {
        int known;
        while ((known = Volatile.Read(ref most)) < now && Interlocked.CompareExchange(ref most, now, known) != known)
        {
            // Another was faster.
        }
    }

    private static ConversationId Of(string text) => ConversationId.TryParse(text, out var id) ? id : throw new InvalidOperationException(text);

    private PlannedCall Call(long amount, ConversationId? of = null, SpendDay? day = null, DateTimeOffset? at = null) =>
        new($"call{Interlocked.Increment(ref _calls)}", of ?? Id, day ?? Today, amount, at ?? Now, (at ?? Now).AddMinutes(2), IsAnswer: true);

    private Task<SpendLimit?> ReserveAsync(PlannedCall call, SpendLimits limits) => Spending.ReserveAsync(call, limits, default);

    private Task SettleAsync(PlannedCall call, long amount) => Spending.SettleAsync(call, new CallCost(amount, new Dictionary<string, long>()), default);
}

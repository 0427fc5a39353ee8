using GptMessenger.Application.Numbers;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Tests.Facebook;
using GptMessenger.Infrastructure.Tests.Rgw;

namespace GptMessenger.Infrastructure.Tests.Numbers;

/// <summary>What the numbers rely on, wherever they are kept.</summary>
public abstract class NumbersContract
{
    private protected static readonly TenantId Tenant = GraphHost.Conversation.Tenant;
    private protected static readonly PageId Page = GraphHost.Conversation.Page;
    private static readonly PageId Other = PageId.TryParse("other.page_2", out var page) ? page : throw new InvalidOperationException();
    private static readonly TenantId Stranger = TenantId.TryParse("another", out var tenant) ? tenant : throw new InvalidOperationException();
    private protected static readonly DateOnly Day = new(2026, 11, 27);

    private protected abstract INumbers Numbers { get; }

    [StoreFact]
    public async Task Figures_AreAddedUp_ByPageAndDay()
    {
        await AddAsync("a", ("answers", 1), ("waited:7", 1));
        await AddAsync("b", ("answers", 2), ("offline:DayLimit", 1));
        await Numbers.AddAsync(new Tally(Tenant, Other, Day, "c", new Dictionary<string, long> { ["answers"] = 5 }), default);
        await Numbers.AddAsync(new Tally(Tenant, Page, Day.AddDays(1), "d", new Dictionary<string, long> { ["answers"] = 7 }), default);
        await Numbers.AddAsync(new Tally(Stranger, Page, Day, "e", new Dictionary<string, long> { ["answers"] = 9 }), default);

        (await Numbers.ReadAsync(Tenant, Day, Day, default)).Should().BeEquivalentTo(
        [
            new PageDay(Page, Day, new Dictionary<string, long> { ["answers"] = 3, ["waited:7"] = 1, ["offline:DayLimit"] = 1 }),
            new PageDay(Other, Day, new Dictionary<string, long> { ["answers"] = 5 }),
        ]);
        (await Numbers.ReadAsync(Tenant, Day.AddDays(-399), Day.AddDays(1), default)).Should().HaveCount(3);
        (await Numbers.ReadAsync(Stranger, Day, Day, default)).Should().ContainSingle();
        (await Numbers.ReadAsync(Tenant, Day.AddDays(2), Day.AddDays(9), default)).Should().BeEmpty();
    }

    [StoreFact]
    public async Task SameMarkAgain_CountsOnce_AlsoAtTheSameTime()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AddAsync("turn-1", ("answers", 1), ("messages", 2))));
        await AddAsync("turn-1", ("answers", 1));

        (await Numbers.ReadAsync(Tenant, Day, Day, default)).Should().ContainSingle().Which.Figures.Should().BeEquivalentTo(new Dictionary<string, long> { ["answers"] = 1, ["messages"] = 2 });
    }

    [StoreFact]
    public async Task ManyAtOnce_LoseNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => AddAsync($"t{number}", (number % 2 == 0 ? "answers" : "dead", 1), ("messages", 1))));

        (await Numbers.ReadAsync(Tenant, Day, Day, default)).Should().ContainSingle().Which.Figures.Should().BeEquivalentTo(
            new Dictionary<string, long> { ["answers"] = 100, ["dead"] = 100, ["messages"] = 200 });
    }

    private protected Task AddAsync(string mark, params (string Name, long Value)[] figures) =>
        Numbers.AddAsync(new Tally(Tenant, Page, Day, mark, figures.ToDictionary(figure => figure.Name, figure => figure.Value)), default);
}

using GptMessenger.Application.Numbers;
using GptMessenger.Application.Spending;
using GptMessenger.Infrastructure.LocalDisk;
using GptMessenger.Infrastructure.Tests.Numbers;
using GptMessenger.Infrastructure.Tests.Spending;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.LocalDisk;

public sealed class LocalSpendingTests : SpendingContract, IDisposable
{
    private readonly LocalFolder _folder = new();
    private readonly LocalSpending _spending;

    public LocalSpendingTests() => _spending = new LocalSpending(_folder.Database);

    private protected override ISpending Spending => _spending;

    private protected override INumbers Numbers => new LocalNumbers(_folder.Database, TimeProvider.System);

    [Fact]
    public async Task BooksOfLongAgo_AreForgotten()
    {
        var old = new PlannedCall("old", Id, new SpendDay(new DateOnly(2025, 10, 1), "USD"), 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, IsAnswer: true);
        await _spending.ReserveAsync(old, new SpendLimits(1, 1, 1), default);
        await _spending.SettleAsync(old, new CallCost(1, new Dictionary<string, long>()), default);
        var now = old with { Day = new SpendDay(new DateOnly(2026, 12, 31), "USD"), At = DateTimeOffset.UnixEpoch.AddHours(2), HeldUntil = DateTimeOffset.UnixEpoch.AddHours(3) };
        for (int i = 0; i < 1000; i++)
        {
            await _spending.ReserveAsync(now with { Id = $"c{i}", IsAnswer = false }, SpendLimits.None, default);
        }

        (await _folder.RowsAsync("SELECT period FROM spent UNION SELECT conversation FROM customer_answers")).Should().BeEmpty();
    }

    public void Dispose() => _folder.Dispose();
}

public sealed class LocalNumbersTests : NumbersContract, IDisposable
{
    private readonly LocalFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));
    private readonly LocalNumbers _numbers;

    public LocalNumbersTests() => _numbers = new LocalNumbers(_folder.Database, _clock);

    private protected override INumbers Numbers => _numbers;

    [Fact]
    public async Task NumbersOfLongAgo_AreForgotten_AndMarksSooner()
    {
        await AddAsync("a", ("answers", 1));
        _clock.Advance(TimeSpan.FromDays(4));
        await ForgetAsync();
        (await _folder.RowsAsync("SELECT mark FROM numbers_marks WHERE mark = 'a'")).Should().BeEmpty();
        (await _numbers.ReadAsync(Tenant, Day, Day, default)).Should().ContainSingle();

        _clock.Advance(TimeSpan.FromDays(397));
        await ForgetAsync();
        (await _numbers.ReadAsync(Tenant, Day, Day, default)).Should().BeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private async Task ForgetAsync()
    {
        for (int i = 0; i < 1000; i++)
        {
            await _numbers.AddAsync(new Tally(Tenant, Page, Day.AddDays(900), "same", new Dictionary<string, long>()), default);
        }
    }
}

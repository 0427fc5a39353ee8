using GptMessenger.Application.Numbers;
using GptMessenger.Application.Spending;
using GptMessenger.Infrastructure.Postgres;
using GptMessenger.Infrastructure.Tests.Numbers;
using GptMessenger.Infrastructure.Tests.Spending;

namespace GptMessenger.Infrastructure.Tests.Postgres;

[Collection(SharedPostgres.Name), NeedsPostgres]
public sealed class PostgresSpendingTests(PostgresFixture fixture) : SpendingContract, IAsyncLifetime, IAsyncDisposable
{
    private PostgresServer _postgres = null!;

    private protected override ISpending Spending => new PostgresSpending(_postgres);

    private protected override INumbers Numbers => new PostgresNumbers(_postgres, TimeProvider.System);

    public async Task InitializeAsync()
    {
        _postgres = PostgresFixture.Server(await fixture.NewDatabaseAsync());
        await _postgres.OpenAsync(default);
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();
}

[Collection(SharedPostgres.Name), NeedsPostgres]
public sealed class PostgresNumbersTests(PostgresFixture fixture) : NumbersContract, IAsyncLifetime, IAsyncDisposable
{
    private PostgresServer _postgres = null!;

    private protected override INumbers Numbers => new PostgresNumbers(_postgres, TimeProvider.System);

    public async Task InitializeAsync()
    {
        _postgres = PostgresFixture.Server(await fixture.NewDatabaseAsync());
        await _postgres.OpenAsync(default);
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();
}

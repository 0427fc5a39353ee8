using GptMessenger.Application.Alerts;
using GptMessenger.Infrastructure.Postgres;
using GptMessenger.Infrastructure.Tests.Grains;

namespace GptMessenger.Infrastructure.Tests.Postgres;

[Collection(SharedPostgres.Name), NeedsPostgres]
public sealed class PostgresAlertsTests(PostgresFixture fixture) : AlertsContract, IAsyncLifetime, IAsyncDisposable
{
    private string _connection = "";
    private PostgresServer _postgres = null!;

    private protected override IAlertOutbox Alerts => new PostgresAlerts(_postgres);

    public async Task InitializeAsync()
    {
        _connection = await fixture.NewDatabaseAsync();
        await RestartAsync();
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    private protected override async Task RestartAsync()
    {
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        _postgres = PostgresFixture.Server(_connection);
        await _postgres.OpenAsync(default);
    }
}

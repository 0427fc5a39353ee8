using GptMessenger.Application.Replies;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Postgres;
using GptMessenger.Infrastructure.Tests.Grains;
using GptMessenger.Infrastructure.Tests.Rgw;

namespace GptMessenger.Infrastructure.Tests.Postgres;

[Collection(SharedPostgres.Name), NeedsPostgres]
public sealed class PostgresTurnsTests(PostgresFixture fixture) : OwnedTurnsContract, IAsyncLifetime, IAsyncDisposable
{
    private string _connection = "";
    private PostgresServer _postgres = null!;
    private ITurnTable _turns = null!;

    private protected override ITurnTable Turns => _turns;

    public async Task InitializeAsync()
    {
        _connection = await fixture.NewDatabaseAsync();
        _postgres = PostgresFixture.Server(_connection);
        await _postgres.OpenAsync(default);
        _turns = NewNode();
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [StoreFact]
    public async Task Owners_AreForgottenLongAfterTheirTurn()
    {
        await NewNode().EndAsync(Other, Turn, TurnEnd.Answered, next: null);
        Clock.Advance(TimeSpan.FromHours(2));
        for (int i = 0; i < 100; i++)
        {
            await Turns.EndAsync(Id, Turn, TurnEnd.Answered, next: null);
        }

        (await PostgresFixture.ExecuteAsync(_connection, "SELECT string_agg(conversation, ' ') FROM gptm_open_turns")).Should().Be(Id.ToString());
    }

    private protected override async Task RestartAsync()
    {
        await _postgres.DisposeAsync();
        _postgres = PostgresFixture.Server(_connection);
        await _postgres.OpenAsync(default);
        _turns = NewNode();
    }

    private protected override ITurnTable NewNode() => new PostgresTurns(_postgres, new NodeId(), Clock);

    private protected override Task WriteOpenAsync(string conversation, string turn) => _postgres.ExecuteAsync(
        "INSERT INTO gptm_open_turns (conversation, owner, opened_at, turn, changed_at) VALUES ($1, 'x', '2020-01-01Z', $2, '2020-01-01Z')", conversation, turn);

    private protected override async Task<string?> ReadEndedAsync(string id) =>
        await PostgresFixture.ExecuteAsync(_connection, $"SELECT conversation || ' ' || state || ' ' || turn FROM gptm_ended_turns WHERE id = '{id}'") as string;
}

using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.LocalDisk;
using GptMessenger.Infrastructure.Tests.Grains;

namespace GptMessenger.Infrastructure.Tests.LocalDisk;

public sealed class LocalTurnsTests : TurnsContract, IDisposable
{
    private readonly LocalFolder _folder = new();
    private LocalTurns _turns;

    public LocalTurnsTests() => _turns = new LocalTurns(_folder.Database, Clock);

    private protected override ITurnTable Turns => _turns;

    public void Dispose() => _folder.Dispose();

    private protected override async Task RestartAsync()
    {
        await _folder.ReopenAsync();
        _turns = new LocalTurns(_folder.Database, Clock);
    }

    private protected override Task WriteOpenAsync(string conversation, string turn) =>
        _folder.Database.RunAsync(connection => connection.Execute("INSERT INTO open_turns (conversation, opened_at, turn) VALUES (@0, 0, @1)", conversation, turn));

    private protected override async Task<string?> ReadEndedAsync(string id) =>
        (await _folder.RowsAsync($"SELECT conversation || ' ' || state || ' ' || turn FROM ended_turns WHERE id = '{id}'")).SingleOrDefault();
}

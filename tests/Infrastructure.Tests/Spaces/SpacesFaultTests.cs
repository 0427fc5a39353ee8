using System.Diagnostics;
using GptMessenger.Application.Conversations;
using GptMessenger.Infrastructure.Spaces;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Rgw;

namespace GptMessenger.Infrastructure.Tests.Spaces;

/// <summary>A gateway of their own: these tests kill it.</summary>
[NeedsGateway]
public sealed class SpacesFaultTests : IAsyncLifetime
{
    private readonly Gateway _gateway = new();

    public Task InitializeAsync() => Gateway.MissingReason is null ? _gateway.StartAsync() : Task.CompletedTask;

    public Task DisposeAsync() => Gateway.MissingReason is null ? _gateway.StopAsync() : Task.CompletedTask;

    [StoreFact]
    public async Task KilledGateway_IsReportedSoon_AndGoesOnWithWhatItHad()
    {
        using var store = new SpacesObjectStore(_gateway.Options);
        string version = await store.PutAsync("users/1/a.json", "1"u8.ToArray(), WriteCondition.MustBeMissing, default);
        _gateway.Kill();

        var asked = Stopwatch.StartNew();
        var write = await FluentActions.Awaiting(() => store.PutAsync("users/1/a.json", "2"u8.ToArray(), WriteCondition.MustBe(version), default))
            .Should().ThrowAsync<StoreUnavailableException>();
        write.Which.Message.Should().Contain("users/1/a.json");
        await FluentActions.Awaiting(() => store.GetAsync("users/1/a.json", null, default)).Should().ThrowAsync<StoreUnavailableException>();
        asked.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(60));

        await _gateway.StartAsync();
        (await store.GetAsync("users/1/a.json", version, default)).Should().Be(new StoredObject(version, null));
        await store.PutAsync("users/1/a.json", "2"u8.ToArray(), WriteCondition.MustBe(version), default);
    }

    [StoreFact]
    public async Task FrozenGateway_IsLeftWhenTheCallerHasHadEnough()
    {
        using var store = new SpacesObjectStore(_gateway.Options);
        await store.PutAsync("users/1/b.json", "1"u8.ToArray(), WriteCondition.Any, default);
        _gateway.Freeze();
        try
        {
            using var enough = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
            var asked = Stopwatch.StartNew();

            await FluentActions.Awaiting(() => store.GetAsync("users/1/b.json", null, enough.Token)).Should().ThrowAsync<OperationCanceledException>();

            asked.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
        }
        finally
        {
            _gateway.Thaw();
        }

        (await store.GetAsync("users/1/b.json", null, default)).Should().NotBeNull();
    }
}

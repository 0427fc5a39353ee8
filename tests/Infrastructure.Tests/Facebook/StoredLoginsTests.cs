using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Facebook;
using GptMessenger.Infrastructure.Tests.Secrets;
using GptMessenger.Infrastructure.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Facebook;

public sealed class StoredLoginsTests : IAsyncLifetime
{
    private const string Token = "EAAG-token-of-a-page";

    private static readonly GrantedPages Granted = new(
        PersonId.TryParse("700000000000001", out var person) ? person : default,
        [new GrantedPage(PageId.TryParse("1", out var page) ? page : default, "Täschchen", new AccessToken(Token), MayMessage: true)]);

    private readonly MemoryObjectStore _store = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));
    private SecretsHost _node = null!;

    public async Task InitializeAsync() => _node = await SecretsHost.StartAsync(_store, 1);

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Login_IsClaimedOnceByAllNodes_EvenAfterItHasEnded()
    {
        var login = Login();
        (await Logins().ClaimAsync(login, default)).Should().BeTrue();
        (await Logins().ClaimAsync(login, default)).Should().BeFalse();
        (await Logins().ReadAsync(login, default)).Should().BeNull("nothing is kept yet");
        await Logins().KeepAsync(login, Granted, default);
        (await Logins().ReadAsync(login, default)).Should().BeEquivalentTo(Granted);

        await Logins().EndAsync(login, default);

        (await Logins().ReadAsync(login, default)).Should().BeNull();
        (await Logins().ClaimAsync(login, default)).Should().BeFalse();
    }

    [Fact]
    public async Task Tokens_AreSealed_AndOverAfterTenMinutes()
    {
        var login = Login();
        await Logins().ClaimAsync(login, default);
        await Logins().KeepAsync(login, Granted, default);
        _store.Keys.Select(key => _store[key]).Should().NotContain(text => text.Contains(Token, StringComparison.Ordinal));

        _clock.Advance(TimeSpan.FromMinutes(10.1));

        (await Logins().ReadAsync(login, default)).Should().BeNull();
        (await Logins().ClaimAsync(Login() with { Begun = login.Begun }, default)).Should().BeFalse();
    }

    [Fact]
    public async Task WhatIsOver_IsSweptAway()
    {
        var (old, young) = (Login(), Login('b'));
        await Logins().KeepAsync(old, Granted, default);
        _clock.Advance(TimeSpan.FromMinutes(16));
        await Logins().KeepAsync(young with { Begun = _clock.GetUtcNow() }, Granted, default);

        await Logins().SweepAsync(default);

        _store.Keys.Where(key => key.StartsWith("connections/logins/", StringComparison.Ordinal)).Should().ContainSingle().Which.Should().EndWith(young.Digest);
    }

    private StoredLogins Logins() => new(_store, _node.Secrets, _clock);

    private LoginId Login(char digit = 'a') => new(_clock.GetUtcNow(), new string(digit, 64));
}

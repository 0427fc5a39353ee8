using System.Text;
using GptMessenger.Infrastructure.Secrets;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Rgw;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Tests.Secrets;

/// <summary>What every store has to do for secrets.</summary>
public abstract class SecretsContract
{
    private const string Token = "EAAG-a-token-that-nobody-may-see";

    private readonly string _key = $"users/{Guid.NewGuid():N}/secrets/FACEBOOK_ACCESS_TOKEN_1";

    private protected abstract IObjectStore Store { get; }

    [StoreFact]
    public async Task Secret_OpensAtItsKeyAndAfterARestart_AndIsNowhereInClear()
    {
        await using (var first = await SecretsHost.StartAsync(Store, 1))
        {
            await first.WriteAsync(_key, Token);
            (await first.ReadAsync(_key)).Should().Be(Token);
            (await first.ReadAsync(_key + "0")).Should().BeNull();
            first.Logs.All.Should().NotContain(Token);
        }

        await using var second = await SecretsHost.StartAsync(Store, 1);
        (await second.ReadAsync(_key)).Should().Be(Token);
        (await second.Secrets.ReadAsync(_key, default))!.ToString().Should().NotContain(Token);
        foreach (var (key, text) in await EverythingAsync())
        {
            text.Should().NotContain(Token, key).And.NotContain("masterKey", key);
        }
    }

    [StoreFact]
    public async Task SecretUnderAnotherKey_OpensNothing()
    {
        await using var node = await SecretsHost.StartAsync(Store, 1);
        await node.WriteAsync(_key, Token);
        var stored = await Store.GetAsync(_key, null, default);
        await Store.PutAsync(_key + "0", stored!.Content!.Value, WriteCondition.Any, default);

        var read = await FluentActions.Awaiting(() => node.ReadAsync(_key + "0")).Should().ThrowAsync<UnreadableSecretException>();

        read.Which.Message.Should().Contain(_key + "0").And.Contain("SECRETS_KEY");
        read.Which.ToString().Should().NotContain(Token);
        await node.Secrets.DeleteAsync(_key + "0", default);
        (await node.ReadAsync(_key + "0")).Should().BeNull();
    }

    [StoreFact]
    public async Task NodesThatStartTogether_ShareOneRing()
    {
        await using var one = await SecretsHost.StartAsync(Store, 1);
        await using var two = await SecretsHost.StartAsync(Store, 1);

        await one.WriteAsync(_key, Token);
        (await two.ReadAsync(_key)).Should().Be(Token);
        await two.WriteAsync(_key, Token + "2");
        (await one.ReadAsync(_key)).Should().Be(Token + "2");
        (await RingAsync()).Should().ContainSingle();
    }

    [StoreFact]
    public async Task NewRingKey_IsWrapped_AndTheFormerStillOpens()
    {
        await using var node = await SecretsHost.StartAsync(Store, 1);
        await node.WriteAsync(_key, Token);

        var now = TimeProvider.System.GetUtcNow();
        node.Get<IKeyManager>().CreateNewKey(now, now.AddDays(90));
        await node.WriteAsync(_key + "2", Token);

        (await RingAsync()).Should().HaveCount(2);
        await using var other = await SecretsHost.StartAsync(Store, 1);
        (await other.ReadAsync(_key)).Should().Be(Token);
        (await other.ReadAsync(_key + "2")).Should().Be(Token);
        (await EverythingAsync()).Select(pair => pair.Text).Should().NotContain(text => text.Contains("masterKey", StringComparison.Ordinal));
    }

    [StoreFact]
    public async Task RotatedWrappingKey_WrapsTheRingAnew()
    {
        await using (var before = await SecretsHost.StartAsync(Store, 1))
        {
            await before.WriteAsync(_key, Token);
        }

        await using (var during = await SecretsHost.StartAsync(Store, 2, 1))
        {
            (await during.ReadAsync(_key)).Should().Be(Token);
            during.Logs.Lines.Should().Contain(line => line.Level == LogLevel.Information && line.Text.Contains("wrapped under", StringComparison.Ordinal));
        }

        await using var after = await SecretsHost.StartAsync(Store, 2);
        (await after.ReadAsync(_key)).Should().Be(Token);
        (await RingAsync()).Should().ContainSingle();
        after.Logs.Lines.Should().NotContain(line => line.Level >= LogLevel.Warning);
    }

    [StoreFact]
    public async Task LostWrappingKey_IsSaid_AndNothingIsDestroyed()
    {
        await using (var before = await SecretsHost.StartAsync(Store, 1))
        {
            await before.WriteAsync(_key, Token);
        }

        var stored = await EverythingAsync();
        await using (var lost = await SecretsHost.StartAsync(Store, 2))
        {
            await FluentActions.Awaiting(() => lost.ReadAsync(_key)).Should().ThrowAsync<UnreadableSecretException>();
            lost.Logs.Lines.Should().ContainSingle(line => line.Level == LogLevel.Error && line.Text.Contains("add the former key to SECRETS_KEY", StringComparison.Ordinal));
            await lost.WriteAsync(_key + "2", Token);
            (await lost.ReadAsync(_key + "2")).Should().Be(Token);
            (await EverythingAsync()).Should().Contain(stored);
        }

        await using var found = await SecretsHost.StartAsync(Store, 2, 1);
        (await found.ReadAsync(_key)).Should().Be(Token);
        (await found.ReadAsync(_key + "2")).Should().Be(Token);
    }

    [StoreFact]
    public async Task RingFileOfAStranger_IsNotUsed()
    {
        await using (var before = await SecretsHost.StartAsync(Store, 1))
        {
            await before.WriteAsync(_key, Token);
        }

        // A later copy under another name, and a file with other dates: both would become the key that new secrets are sealed with.
        var (key, text) = (await RingAsync()).Single();
        await Store.PutAsync("secrets/keys/key-copy.xml", Encoding.UTF8.GetBytes(text), WriteCondition.Any, default);
        await Store.PutAsync("secrets/keys/key-entity.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><vouched>&b;</vouched>"u8.ToArray(), WriteCondition.Any, default);
        await Store.PutAsync(key, Encoding.UTF8.GetBytes(text.Replace("<expirationDate>2", "<expirationDate>3", StringComparison.Ordinal)), WriteCondition.Any, default);

        await using var after = await SecretsHost.StartAsync(Store, 1);

        await FluentActions.Awaiting(() => after.ReadAsync(_key)).Should().ThrowAsync<UnreadableSecretException>();
        after.Logs.Lines.Count(line => line.Level == LogLevel.Error && line.Text.Contains("cannot be used", StringComparison.Ordinal)).Should().Be(3);
        await after.WriteAsync(_key + "2", Token);
        (await after.ReadAsync(_key + "2")).Should().Be(Token);
    }

    private async Task<List<(string Key, string Text)>> RingAsync() =>
        [.. (await EverythingAsync()).Where(file => file.Key.StartsWith("secrets/keys/", StringComparison.Ordinal))];

    private async Task<List<(string Key, string Text)>> EverythingAsync()
    {
        var all = new List<(string, string)>();
        foreach (string prefix in new[] { "secrets/", _key })
        {
            await foreach (string key in Store.ListAsync(prefix, default))
            {
                all.Add((key, Encoding.UTF8.GetString((await Store.GetAsync(key, null, default))!.Content!.Value.Span)));
            }
        }

        return all;
    }
}

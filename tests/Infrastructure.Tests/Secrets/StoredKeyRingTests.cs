using System.Security.Cryptography;
using GptMessenger.Infrastructure.Secrets;
using GptMessenger.Infrastructure.Spaces;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Folder;
using GptMessenger.Infrastructure.Tests.Rgw;
using GptMessenger.Infrastructure.Tests.Storage;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Tests.Secrets;

public sealed class FolderSecretsTests : SecretsContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private protected override IObjectStore Store => _folder.Open();

    public void Dispose() => _folder.Dispose();
}

[NeedsGateway]
[Collection(SharedGateway.Name)]
public sealed class SpacesSecretsTests(GatewayFixture fixture) : SecretsContract, IAsyncLifetime, IDisposable
{
    private readonly SpacesObjectStore _store = new(fixture.Gateway.Options);

    private protected override IObjectStore Store => _store;

    /// <summary>The tests of this class share a bucket, and each wants a ring of its own.</summary>
    public async Task InitializeAsync()
    {
        await foreach (string key in _store.ListAsync(StoreKeys.RingKeys, default))
        {
            await _store.DeleteAsync(key, default);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _store.Dispose();
}

public sealed class StoredKeyRingTests
{
    private readonly MemoryObjectStore _store = new();

    [Fact]
    public async Task StoreThatIsDownAtTheStart_IsAskedAgainLater()
    {
        _store.IsDown = true;
        await using var node = await SecretsHost.StartAsync(_store, 1);
        node.Logs.Lines.Should().Contain(line => line.Level == LogLevel.Warning && line.Text.Contains("key ring cannot be read yet", StringComparison.Ordinal));

        _store.IsDown = false;
        await node.WriteAsync("a", "secret");

        (await node.ReadAsync("a")).Should().Be("secret");
    }

    [Fact]
    public async Task NodeThatWasSlowerWithTheFirstKey_TakesTheOthers()
    {
        await using var fast = await SecretsHost.StartAsync(_store, 1);
        var slow = new StoredKeyRing(_store, new WrappingKeys(new SecretsOptions([SecretsHost.Key(1)])), new RecordedLog<StoredKeyRing>());

        // It has not looked since the ring was empty.
        slow.StoreElement(new System.Xml.Linq.XElement("key"), "key-of-the-slow");

        _store.Keys.Should().ContainSingle();
        slow.GetAllElements().Should().ContainSingle();
    }

    [Fact]
    public void Wrapped_OpensUnderItsKeyOnly()
    {
        var keys = new WrappingKeys(new SecretsOptions([SecretsHost.Key(1), SecretsHost.Key(2)]));
        byte[] wrapped = keys.Wrap("secret"u8);

        keys.Unwrap(keys.Current, wrapped).Should().Equal("secret"u8.ToArray());
        keys.Wrap("secret"u8).Should().NotEqual(wrapped, "no nonce is used twice");
        FluentActions.Invoking(() => keys.Unwrap("0000000000000000", wrapped)).Should().Throw<CryptographicException>();
        FluentActions.Invoking(() => keys.Unwrap(keys.Current, [.. wrapped[..^1], (byte)(wrapped[^1] ^ 1)])).Should().Throw<CryptographicException>();
        FluentActions.Invoking(() => keys.Unwrap(keys.Current, [1, 2, 3])).Should().Throw<CryptographicException>();
    }

    /// <summary>HKDF and AES-GCM of another library (Python's cryptography): what it wrapped opens here.</summary>
    [Fact]
    public void WrappedElsewhere_Opens()
    {
        var keys = new WrappingKeys(new SecretsOptions([SecretsHost.Key(1)]));

        keys.Current.Should().Be("156a2318b4558f8f");
        keys.Unwrap(keys.Current, Convert.FromBase64String("AAECAwQFBgcICQoLGNjO/8vmk2VVNvWPwYT4Bt5dFECQhyhifZw=")).Should().Equal("a ring key"u8.ToArray());
        keys.IsVouchedFor(keys.Current, "qWPoBR8T24QJ+ci0GLqGKwhBYcOMQpTsoIOib/geyhQ=", "secrets/keys/a.xml", "<key />").Should().BeTrue();
        keys.IsVouchedFor(keys.Current, "qWPoBR8T24QJ+ci0GLqGKwhBYcOMQpTsoIOib/geyhQ=", "secrets/keys/b.xml", "<key />").Should().BeFalse();
    }

    [Fact]
    public void OptionsAsText_HoldNoKey() =>
        new SecretsOptions([SecretsHost.Key(65)]).ToString().Should().NotContain("65").And.NotContain("AAAA").And.NotContain("QUFB");
}

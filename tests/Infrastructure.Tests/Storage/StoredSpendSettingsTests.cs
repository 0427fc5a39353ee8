using System.Text;
using GptMessenger.Application.Spending;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Storage;

public sealed class StoredSpendSettingsTests : IDisposable
{
    private const string Key = "users/tenant-1/console/spending.json";

    private static readonly TenantId Tenant = TenantId.TryParse("tenant-1", out var id) ? id : throw new InvalidOperationException();

    private readonly FakeTimeProvider _clock = new();
    private readonly MemoryObjectStore _store = new();
    private readonly RevalidatedObjects _objects;
    private readonly StoredSpendSettings _settings;

    public StoredSpendSettingsTests()
    {
        _objects = new RevalidatedObjects(_store, _clock, NullLogger<RevalidatedObjects>.Instance);
        _settings = new StoredSpendSettings(_store, _objects);
    }

    [Fact]
    public async Task WhatWasWritten_HoldsAtOnce_AndIsReadable()
    {
        (await _settings.ReadAsync(Tenant, default)).Should().Be(SpendSettings.None);
        var said = new SpendSettings("USD", new SpendLimits(5.5m, null, 30));

        (await _settings.WriteAsync(Tenant, said, version: null, default)).Should().BeTrue();

        (await _settings.ReadAsync(Tenant, default)).Should().Be(said);
        _store[Key].Should().Be("{\n  \"unit\": \"USD\",\n  \"perDay\": 5.5,\n  \"answersPerHour\": 30\n}");
    }

    [Fact]
    public async Task SecondOfTwoWhoReadTheSame_ChangesNothing()
    {
        await _settings.WriteAsync(Tenant, new SpendSettings("USD", new SpendLimits(1, null, null)), version: null, default);
        var (_, version) = await _settings.FindAsync(Tenant, default);
        var (first, second) = (new SpendSettings("USD", new SpendLimits(2, null, null)), new SpendSettings("USD", new SpendLimits(3, null, null)));

        (await _settings.WriteAsync(Tenant, first, version, default)).Should().BeTrue();
        (await _settings.WriteAsync(Tenant, second, version, default)).Should().BeFalse();
        (await _settings.WriteAsync(Tenant, second, version: null, default)).Should().BeFalse();
        (await _settings.FindAsync(Tenant, default)).Settings.Should().Be(first);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"perDay":"much"}""")]
    [InlineData("""{"perDay":-1}""")]
    public async Task FileThatCannotBeRead_LeavesWhatWasReadLast_AndCanBeWrittenOver(string content)
    {
        var said = new SpendSettings("USD", new SpendLimits(1, null, null));
        await _settings.WriteAsync(Tenant, said, version: null, default);
        await _settings.ReadAsync(Tenant, default);
        await _store.PutAsync(Key, Encoding.UTF8.GetBytes(content), WriteCondition.Any, default);
        _clock.Advance(TimeSpan.FromSeconds(11));

        (await _settings.ReadAsync(Tenant, default)).Should().Be(said);
        var (shown, version) = await _settings.FindAsync(Tenant, default);
        shown.Should().Be(said);
        (await _settings.WriteAsync(Tenant, said, version, default)).Should().BeTrue();
    }

    public void Dispose() => _objects.Dispose();
}

using GptMessenger.Infrastructure.Health;
using GptMessenger.Infrastructure.Tests.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace GptMessenger.Infrastructure.Tests.Health;

public sealed class HealthTests
{
    private readonly MemoryObjectStore _store = new();
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task StoreThatTakesAWrite_IsReady_AndAskedOnceInAWhile()
    {
        var check = new StoreCheck(_store, _clock);
        (await LookAsync(check)).Status.Should().Be(HealthStatus.Healthy);
        _store.IsDown = true;
        (await LookAsync(check)).Status.Should().Be(HealthStatus.Healthy);
        _store.Writes.Should().Be(1, "one that can only be read is not ready");
        _clock.Advance(TimeSpan.FromSeconds(5));

        var down = await LookAsync(check);

        down.Status.Should().Be(HealthStatus.Unhealthy);
        down.Description.Should().StartWith("The store takes nothing: ");
        _store.IsDown = false;
        _clock.Advance(TimeSpan.FromSeconds(5));
        (await LookAsync(check)).Status.Should().Be(HealthStatus.Healthy);
    }

    [Theory]
    [InlineData(SiloStatus.Active, HealthStatus.Healthy, "nothing missing")]
    [InlineData(SiloStatus.Joining, HealthStatus.Unhealthy, "starting")]
    [InlineData(SiloStatus.ShuttingDown, HealthStatus.Unhealthy, "leaving")]
    [InlineData(SiloStatus.Dead, HealthStatus.Unhealthy, "leaving")]
    public async Task Engine_IsReadyWhileItIsAMember(SiloStatus status, HealthStatus expected, string description)
    {
        var oracle = Substitute.For<ISiloStatusOracle>();
        oracle.CurrentStatus.Returns(status);

        var result = await LookAsync(new EngineCheck(oracle));

        result.Status.Should().Be(expected);
        (result.Description ?? "nothing missing").Should().Contain(description);
    }

    private static Task<HealthCheckResult> LookAsync(IHealthCheck check) => check.CheckHealthAsync(new HealthCheckContext());
}

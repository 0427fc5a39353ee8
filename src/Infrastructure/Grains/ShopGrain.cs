using GptMessenger.Application.Conversations;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>Its key is the tenant.</summary>
[Alias("gptmessenger.shop")]
internal interface IShopGrain : IGrainWithStringKey
{
    [Alias("Request")]
    Task RequestAsync();
}

/// <summary>Has its shop's notices worked off, on one node of all: a second after the first of them, and not again before a few seconds are over.</summary>
internal sealed partial class ShopGrain(ISender sender, TimeProvider clock, ILogger<ShopGrain> logger) : Grain, IShopGrain
{
    // A price is to be right within 10 s of its notice, at the end of the longest of these and of the work.
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1), Interval = TimeSpan.FromSeconds(3), Again = TimeSpan.FromSeconds(30);

    private TenantId _tenant;
    private IGrainTimer _timer = null!;
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private bool _isPlanned, _isAtWork;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(this.GetPrimaryKeyString(), out _tenant))
        {
            throw new InvalidOperationException($"'{this.GetPrimaryKeyString()}' is no tenant.");
        }

        _timer = this.RegisterGrainTimer(WorkAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task RequestAsync()
    {
        // While it works it may have looked already: once more after that.
        if (!_isPlanned)
        {
            _isPlanned = true;
            if (!_isAtWork)
            {
                Plan();
            }
        }

        return Task.CompletedTask;
    }

    private void Plan()
    {
        var wait = _next - clock.GetUtcNow();
        _timer.Change(wait > Gathering ? wait : Gathering, Timeout.InfiniteTimeSpan);
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        (_isPlanned, _isAtWork) = (false, true);
        bool isLeft = true;
        try
        {
            isLeft = await sender.Send(new WorkOffShopNotices(_tenant), cancellationToken);
        }
        catch (Exception e) when (e is StoreUnavailableException or UnreadableFileException)
        {
            LogFailed(_tenant, e.Message);
        }
        finally
        {
            _isAtWork = false;
            _next = clock.GetUtcNow() + (isLeft ? Again : Interval);
            _isPlanned |= isLeft;
            if (_isPlanned)
            {
                Plan();
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The notices of {Tenant}'s shop could not be worked off, it is tried again: {Reason}")]
    private partial void LogFailed(TenantId tenant, string reason);
}

internal sealed class GrainShopKeeper(IGrainFactory grains) : IShopKeeper
{
    public Task RequestAsync(TenantId tenant) => grains.GetGrain<IShopGrain>(tenant.Value).RequestAsync();
}

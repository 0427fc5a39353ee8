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

    [Alias("Keep")]
    Task KeepAsync();
}

/// <summary>
/// Looks after its shop, on one node of all. Has its notices worked off, a second after the first of them and not again before a few seconds are over;
/// and asks every now and then whether anything is due, which also finds the notices that a dead process left.
/// </summary>
internal sealed partial class ShopGrain(ISender sender, TimeProvider clock, ILogger<ShopGrain> logger) : Grain, IShopGrain, IRemindable
{
    // A price is to be right within 10 s of its notice, at the end of the longest of these and of the work.
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1), Interval = TimeSpan.FromSeconds(3), Again = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Look = TimeSpan.FromMinutes(10);

    private const string ReminderName = "tend";

    private TenantId _tenant;
    private IGrainTimer _timer = null!, _tending = null!;
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private bool _isPlanned, _isAtWork, _isAsked, _isTending;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(this.GetPrimaryKeyString(), out _tenant))
        {
            throw new InvalidOperationException($"'{this.GetPrimaryKeyString()}' is no tenant.");
        }

        _timer = this.RegisterGrainTimer(WorkAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        _tending = this.RegisterGrainTimer(TendAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    public async Task KeepAsync()
    {
        await this.RegisterOrUpdateReminder(ReminderName, Look, Look);
        _isAsked = true;
        BeginTending();
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        BeginTending();
        return RequestAsync();
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

    // A sync takes minutes, and the grain has other things to do meanwhile.
    private void BeginTending()
    {
        if (!_isTending)
        {
            _tending.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task TendAsync(CancellationToken cancellationToken)
    {
        _isTending = true;
        try
        {
            bool isAsked = _isAsked;
            _isAsked = false;
            if (!await sender.Send(new TendShop(_tenant, isAsked), cancellationToken) && await this.GetReminder(ReminderName, cancellationToken) is { } reminder)
            {
                await this.UnregisterReminder(reminder, cancellationToken);
            }
        }
        catch (Exception e) when (e is StoreUnavailableException or UnreadableFileException)
        {
            LogUntended(_tenant, e.Message);
        }
        finally
        {
            _isTending = false;
            if (_isAsked)
            {
                BeginTending();
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Tenant}'s shop could not be looked after, it is tried again in some minutes: {Reason}")]
    private partial void LogUntended(TenantId tenant, string reason);

    [LoggerMessage(LogLevel.Warning, "The notices of {Tenant}'s shop could not be worked off, it is tried again: {Reason}")]
    private partial void LogFailed(TenantId tenant, string reason);
}

internal sealed class GrainShopKeeper(IGrainFactory grains) : IShopKeeper
{
    public Task KeepAsync(TenantId tenant) => grains.GetGrain<IShopGrain>(tenant.Value).KeepAsync();

    public Task RequestAsync(TenantId tenant) => grains.GetGrain<IShopGrain>(tenant.Value).RequestAsync();
}

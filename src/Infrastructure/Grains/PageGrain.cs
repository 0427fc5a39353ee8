using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using MediatR;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>Its key is <c>tenant/facebook/page</c>.</summary>
[Alias("gptmessenger.page")]
internal interface IPageGrain : IGrainWithStringKey
{
    [Alias("RequestRefresh")]
    Task RequestRefreshAsync();

    /// <param name="isRoutine">Every node asks for it at about the same time: the first is heard.</param>
    [Alias("RequestCheck")]
    Task RequestCheckAsync(bool isRoutine);
}

/// <summary>Has its page looked at again soon after it was asked to, and at most once a minute; and checked, one check at a time.</summary>
internal sealed class PageGrain(ISender sender, TimeProvider clock) : Grain, IPageGrain
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Longer than the clocks of nodes differ.</summary>
    private static readonly TimeSpan SameRound = TimeSpan.FromMinutes(5);

    private ConnectedPage _page = null!;
    private IGrainTimer _timer = null!;
    private IGrainTimer _checks = null!;
    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private DateTimeOffset _lastCheck = DateTimeOffset.MinValue;
    private bool _isPlanned;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        string key = this.GetPrimaryKeyString();
        if (key.Split('/') is not [var tenantText, var channelText, var pageText]
            || !TenantId.TryParse(tenantText, out var tenant) || Channels.Find(channelText) is not { } channel || !PageId.TryParse(pageText, out var page))
        {
            throw new InvalidOperationException($"'{key}' is no page.");
        }

        _page = new ConnectedPage(tenant, channel, page);
        _timer = Timer(RefreshAsync);
        _checks = Timer(CheckAsync);
        return Task.CompletedTask;
    }

    public Task RequestRefreshAsync()
    {
        if (!_isPlanned)
        {
            _isPlanned = true;
            var wait = _last == DateTimeOffset.MinValue ? TimeSpan.Zero : _last + Interval - clock.GetUtcNow();
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        return Task.CompletedTask;
    }

    public Task RequestCheckAsync(bool isRoutine)
    {
        var now = clock.GetUtcNow();
        if (!isRoutine || now - _lastCheck > SameRound)
        {
            _lastCheck = now;
            _checks.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        return Task.CompletedTask;
    }

    private IGrainTimer Timer(Func<CancellationToken, Task> work) =>
        this.RegisterGrainTimer(work, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });

    private Task CheckAsync(CancellationToken cancellationToken) => sender.Send(new CheckPage(_page), cancellationToken);

    private Task RefreshAsync(CancellationToken cancellationToken)
    {
        // What changes from here on is seen by the next look, not by this one.
        (_isPlanned, _last) = (false, clock.GetUtcNow());
        return sender.Send(new RefreshPage(_page), cancellationToken);
    }
}

internal sealed class GrainPageRefreshes(IGrainFactory grains) : IPageRefreshes
{
    public Task RequestAsync(ConnectedPage page) =>
        grains.GetGrain<IPageGrain>($"{page.Tenant}/{page.Channel.Folder()}/{page.Page}").RequestRefreshAsync();
}

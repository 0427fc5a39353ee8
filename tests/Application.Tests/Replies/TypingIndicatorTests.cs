using GptMessenger.Application.Replies;
using NSubstitute;

namespace GptMessenger.Application.Tests.Replies;

public sealed class TypingIndicatorTests : IDisposable
{
    private readonly Bot _bot = new();

    [Fact]
    public async Task Shown_IsRenewedEachFifteenSecondsUntilDisposed()
    {
        var shown = new TypingIndicator(_bot.Messenger, _bot.Clock).Show(Known.Conversation, CancellationToken.None);
        await Seen(1);

        _bot.Clock.Advance(TimeSpan.FromSeconds(14));
        await Seen(1);
        _bot.Clock.Advance(TimeSpan.FromSeconds(1));
        await Seen(2);
        _bot.Clock.Advance(TimeSpan.FromSeconds(15));
        await Seen(3);

        await shown.DisposeAsync();
        _bot.Clock.Advance(TimeSpan.FromMinutes(5));
        await Seen(3);
        await _bot.Messenger.Received(1).MarkSeenAsync(Known.Conversation, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Cancelled_EndsWithoutAnError()
    {
        using var cancel = new CancellationTokenSource();
        var shown = new TypingIndicator(_bot.Messenger, _bot.Clock).Show(Known.Conversation, cancel.Token);

        await cancel.CancelAsync();
        _bot.Clock.Advance(TimeSpan.FromMinutes(5));
        await shown.DisposeAsync();

        await Seen(1);
    }

    [Fact]
    public async Task DisposedWhileASignIsOnItsWay_WaitsForItsEnd()
    {
        var onItsWay = new TaskCompletionSource();
        _bot.Messenger.ShowTypingAsync(Known.Conversation, default).ReturnsForAnyArgs(_ => onItsWay.Task);
        var shown = new TypingIndicator(_bot.Messenger, _bot.Clock).Show(Known.Conversation, CancellationToken.None);

        var ending = shown.DisposeAsync().AsTask();
        ending.IsCompleted.Should().BeFalse();
        onItsWay.SetResult();

        await ending;
    }

    public void Dispose() => _bot.Dispose();

    private Task Seen(int times) => _bot.Messenger.Received(times).ShowTypingAsync(Known.Conversation, Arg.Any<CancellationToken>());
}

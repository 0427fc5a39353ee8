using GptMessenger.Application.Inbox;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>
/// Has the inbox told a moment after something changed at a desk: after what was accepted was acknowledged, and once for what happens together.
/// Whatever goes wrong there is nobody else's affair; it is tried again with the next change, or after a while.
/// </summary>
/// <param name="update">Tells the inbox, with how far the customer has got, and whether the conversation is to be read for it.</param>
/// <param name="ring">Has <see cref="Begin"/> called after this time, and not when it was asked for before.</param>
/// <param name="logger">Told of what went wrong.</param>
internal sealed partial class SummaryDuty(Func<SeenMarks?, bool, Task> update, Action<TimeSpan> ring, ILogger logger)
{
    /// <summary>An open inbox is to show what happens within a second; what happens together comes closer than this.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    /// <summary>Words that messages were delivered and read come in twos, and nobody waits for them.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    private Task _work = Task.CompletedTask;
    private SeenMarks? _seen;
    private TimeSpan? _asked;
    private bool _isDirty;
    private bool _mustLoad;
    private bool _isFailing;
    private bool _isOver;

    /// <summary>Something has changed.</summary>
    public void Note()
    {
        _isDirty = true;
        RingIn(Soon);
    }

    public void NoteSeen(SeenMarks seen)
    {
        _seen = seen.With(_seen);
        _isDirty = true;
        RingIn(Later);
    }

    /// <summary>Nobody knows whether something has changed.</summary>
    public void NoteUnknown()
    {
        _mustLoad = true;
        Note();
    }

    /// <summary>Begins to tell and does not wait for it.</summary>
    public void Begin()
    {
        _asked = null;
        if (!_isOver && _isDirty && _work.IsCompleted)
        {
            _work = WorkAsync();
        }
    }

    /// <summary>Nothing is told any more.</summary>
    /// <returns>Ends when what is being told is.</returns>
    public Task StopAsync()
    {
        _isOver = true;
        return _work;
    }

    /// <summary>What is left is told, and then nothing any more.</summary>
    public async Task FinishAsync()
    {
        await StopAsync();
        if (_isDirty)
        {
            await WorkAsync();
        }
    }

    private async Task WorkAsync()
    {
        (_isDirty, var seen, bool mustLoad) = (false, _seen, _mustLoad);
        (_seen, _mustLoad) = (null, false);
        try
        {
            await update(seen, mustLoad);
            _isFailing = false;
        }
        catch (Exception e)
        {
            // Everything: what the inbox shows must not cost a conversation anything. What it does not show now it shows later.
            (_isDirty, _seen, _mustLoad) = (true, seen?.With(_seen) ?? _seen, mustLoad || _mustLoad);
            if (!_isFailing)
            {
                _isFailing = true;
                LogBehind(e.Message);
            }
        }

        if (_isDirty)
        {
            RingIn(_isFailing ? Again : Soon);
        }
    }

    private void RingIn(TimeSpan pause)
    {
        if (!_isOver && !(_asked <= pause))
        {
            _asked = pause;
            ring(pause);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The inbox does not show the newest of a conversation; it is tried again every 30 s and at each change: {Reason}")]
    private partial void LogBehind(string reason);
}

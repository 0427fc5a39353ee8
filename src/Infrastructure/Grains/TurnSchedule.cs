using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>
/// When a conversation's open turn is worked on: after the customer's quiet time, one piece of work at a time, called off and begun anew when
/// a message makes the reply stale, and again later when it failed.
/// </summary>
/// <param name="desk">The conversation.</param>
/// <param name="work">Takes the turn as far as it goes, and says when to go on; cancelled, it stops unless the reply is decided on.</param>
/// <param name="ring">Has <see cref="Begin"/> called after this time, instead of when it was asked for before.</param>
/// <param name="options">The quiet time.</param>
/// <param name="clock">The time.</param>
/// <param name="logger">Told of work that failed.</param>
internal sealed partial class TurnSchedule(
    ConversationDesk desk, Func<CancellationToken, Task<DateTimeOffset?>> work, Action<TimeSpan> ring, ReplyOptions options, TimeProvider clock, ILogger logger) : IDisposable
{
    /// <summary>After that the running generation is let through, or a customer who keeps typing would never be answered.</summary>
    private const int MaxRestarts = 2;

    /// <summary>A customer who never stops writing is answered all the same after this many quiet times.</summary>
    private const int MaxQuietTimes = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>Longer than a customer pauses between two parts of one question; what the folding costs is a tenth of a turn.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    /// <summary>However long the store was away, open turns go on within a minute of its return.</summary>
    private static readonly TimeSpan LongestWaitForStore = TimeSpan.FromSeconds(30);

    private CancellationTokenSource? _deciding;
    private Task _work = Task.CompletedTask;
    private DateTimeOffset? _due;
    private bool _isResting;
    private bool _isOver;
    private (string? Turn, int Restarts, int Failures) _history;

    public bool IsAtWork => !_work.IsCompleted;

    /// <summary>At work, or with a time to begin.</summary>
    public bool IsPlanned => IsAtWork || _due is not null;

    /// <summary>Plans what an event at the conversation's door asks for.</summary>
    public void Note(Receipt receipt, MessengerEvent @event)
    {
        switch (receipt)
        {
            case Receipt.Stored when @event.AsksForAnswer || @event.IsMissed || @event.Kind is EventKind.Edit or EventKind.Unsend:
                BeginAnew();
                break;
            case Receipt.StoredForPerson:
                CallOff();
                break;
            case Receipt.Confirmed when desk.Turn is { HasReply: true }:
                WorkIn(TimeSpan.Zero);
                break;
            default:
                break;
        }
    }

    /// <summary>A person has taken over: what is being thought about is dropped, and the turn comes to its end at once.</summary>
    public void CallOff()
    {
        _deciding?.Cancel();
        WorkIn(TimeSpan.Zero);
    }

    public void WorkIn(TimeSpan pause)
    {
        pause = pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
        _due = clock.GetUtcNow() + pause;
        _isResting = false;
        ring(pause);
    }

    /// <summary>
    /// Begins the work and does not wait for it: a grain is told to leave between its calls only, and leaving calls the work off.
    /// Where no work was asked for, it is time to rest.
    /// </summary>
    public void Begin()
    {
        if (IsAtWork)
        {
            // It looks at what was asked for meanwhile when it ends.
            return;
        }

        if (_isResting)
        {
            desk.Fold();
            return;
        }

        _due = null;
        if (!_isOver)
        {
            _work = WorkAsync();
        }
    }

    /// <summary>Somebody was at the desk: when nothing is planned, it is put in order after a while.</summary>
    public void RestLater()
    {
        if (!IsPlanned && !_isOver)
        {
            _isResting = true;
            ring(Rest);
        }
    }

    /// <summary>Nothing is begun any more; what is undecided is called off.</summary>
    /// <returns>Ends when the work has: a send under way is waited for.</returns>
    public Task StopAsync()
    {
        _isOver = true;
        _deciding?.Cancel();
        return _work;
    }

    public void Dispose() => _deciding?.Dispose();

    private void BeginAnew()
    {
        if (desk.Turn is { IsSent: true, NotBefore: null } && !IsAtWork)
        {
            // The store is back: this message could be stored, so the reply before it can be.
            WorkIn(TimeSpan.Zero);
            return;
        }

        if (desk.Turn is not { HasReply: false } turn)
        {
            return;
        }

        _history = _history.Turn == turn.Id ? _history : (turn.Id, 0, 0);
        if (desk.IsDeciding && _deciding is { IsCancellationRequested: false } && _history.Restarts < MaxRestarts)
        {
            _history.Restarts++;
            _deciding.Cancel();
        }

        if (!IsAtWork)
        {
            var quiet = Min(clock.GetUtcNow() + options.QuietTime, turn.OpenedAt + (options.QuietTime * MaxQuietTimes));
            WorkIn(quiet - clock.GetUtcNow());
        }
    }

    private async Task WorkAsync()
    {
        using var deciding = _deciding = new CancellationTokenSource();
        DateTimeOffset? next = null;
        try
        {
            next = await work(deciding.Token);
            _history.Failures = 0;
        }
        catch (OperationCanceledException) when (deciding.IsCancellationRequested)
        {
            next = clock.GetUtcNow() + options.QuietTime;
        }
        catch (Exception e)
        {
            // Whatever it was, the turn stays open: nothing that was accepted is dropped because of an error in here.
            next = clock.GetUtcNow() + Min(e is StoreUnavailableException ? LongestWaitForStore : LongestPause, FirstPause * Math.Pow(2, Math.Min(_history.Failures++, 16)));
            if (e is StoreUnavailableException)
            {
                LogPutOff(next.Value, e.Message);
            }
            else
            {
                LogFailed(e, next.Value);
            }
        }
        finally
        {
            _deciding = null;
        }

        PlanWhatIsLeft(next);
    }

    private void PlanWhatIsLeft(DateTimeOffset? next)
    {
        var asked = _due;
        _due = null;
        if (_isOver)
        {
            return;
        }

        if (next is null && desk.Turn is null)
        {
            _isResting = true;
            ring(Rest);
            return;
        }

        // A message may have been let in while the turn before was ending, and a person may have taken over while the work was put off.
        var due = next ?? clock.GetUtcNow() + options.QuietTime;
        WorkIn((asked is { } sooner ? Min(due, sooner) : due) - clock.GetUtcNow());
    }

    private static T Min<T>(T a, T b)
        where T : IComparable<T> => a.CompareTo(b) < 0 ? a : b;

    /// <summary>No alarm of its own: a store that is away keeps every conversation waiting, and <see cref="TurnWatch"/> says so once.</summary>
    [LoggerMessage(LogLevel.Warning, "A turn waits for the store until {Next:u}: {Reason}")]
    private partial void LogPutOff(DateTimeOffset next, string reason);

    [LoggerMessage(LogLevel.Error, "A turn could not be worked on; it stays open and is taken up again at {Next:u}")]
    private partial void LogFailed(Exception exception, DateTimeOffset next);
}

using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>
/// A doorman and no cook: lets events of one conversation in, decides when its turn is worked on, and sends the commands that do the work.
/// One turn at a time; a message that comes before the reply is decided on calls the work off and has it begun anew.
/// </summary>
internal sealed partial class ConversationGrain(ISender sender, TurnLedger ledger, OpenTurns open, ReplyOptions options, TimeProvider clock, ILogger<ConversationGrain> logger)
    : Grain, IConversationGrain, IRemindable, IDisposable
{
    /// <summary>After that the running generation is let through, or a customer who keeps typing would never be answered.</summary>
    private const int MaxRestarts = 2;

    /// <summary>A customer who never stops writing is answered all the same after this many quiet times.</summary>
    private const int MaxQuietTimes = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private ConversationScope _scope = null!;
    private ConversationDesk _desk = null!;
    private IGrainTimer _timer = null!;
    private CancellationTokenSource? _deciding;
    private Task _work = Task.CompletedTask;
    private bool _isLeaving;
    private bool _isTakenOver;
    private DateTimeOffset? _due;
    private (string? Turn, int Restarts, int Failures) _history;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        string key = this.GetPrimaryKeyString();
        if (!ConversationId.TryParse(key, out var id))
        {
            throw new InvalidOperationException($"'{key}' is no conversation.");
        }

        (_desk, _scope) = (new ConversationDesk(id, open), new ConversationScope(id));
        _timer = this.RegisterGrainTimer(WorkAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    public async Task<Delivery> DeliverAsync(DeliveredEvent delivered)
    {
        using var scope = logger.BeginScope(_scope);
        var @event = EventReader.Read(delivered.Json, _desk.Id.Page, delivered.IsStandby);
        try
        {
            var receipt = await sender.Send(new AcceptEvent(_desk, @event), CancellationToken.None);
            if (_isTakenOver)
            {
                return Delivery.Failed("Another node has taken the conversation over: it knows better what to do with this.");
            }

            ActOn(receipt, @event);
            return Delivery.Of(receipt);
        }
        catch (TurnTakenOverException e)
        {
            GiveUp(e);
            return Delivery.Failed(e.Message);
        }
        catch (StoreUnavailableException e)
        {
            return Delivery.Failed(e.Message);
        }
    }

    public async Task<string?> PauseAsync(DateTimeOffset? until)
    {
        using var scope = logger.BeginScope(_scope);
        try
        {
            await sender.Send(new SetPause(_desk, until), CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            return e.Message;
        }

        if (until is not null && _desk.Turn is not null)
        {
            _deciding?.Cancel();
            WorkIn(TimeSpan.Zero);
        }

        return null;
    }

    public async Task<ReopenedTurn> ReopenAsync(string turn)
    {
        using var scope = logger.BeginScope(_scope);
        try
        {
            var outcome = await sender.Send(new ReopenTurn(_desk, turn), CancellationToken.None);
            if (outcome == Reopening.Reopened)
            {
                WorkIn(TimeSpan.Zero);
            }

            return new ReopenedTurn((int)outcome, Failure: null);
        }
        catch (Exception e) when (e is StoreUnavailableException or UnreadableFileException)
        {
            return new ReopenedTurn(0, e.Message);
        }
    }

    /// <summary>Told every 10 seconds while a turn is open, and after a restart: goes on with it, unless that is planned already.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        using var scope = logger.BeginScope(_scope);
        if (_desk.Conversation is not null && _desk.Turn is null && _work.IsCompleted)
        {
            await ForgetReminderAsync();
        }
        else if (_due is null && _work.IsCompleted)
        {
            WorkIn(TimeSpan.Zero);
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // An undecided turn is taken up by whoever comes next; a send under way is waited for.
        _isLeaving = true;
        _deciding?.Cancel();
        await _work;
    }

    public void Dispose()
    {
        _desk?.Dispose();
        _deciding?.Dispose();
    }

    private void ActOn(Receipt receipt, MessengerEvent @event)
    {
        switch (receipt)
        {
            case Receipt.Stored when @event.AsksForAnswer || @event.Kind is EventKind.Edit or EventKind.Unsend:
                CallOffToStartAnew();
                break;
            case Receipt.StoredForPerson:
                _deciding?.Cancel();
                WorkIn(TimeSpan.Zero);
                break;
            case Receipt.Confirmed when _desk.Turn is { HasReply: true }:
                WorkIn(TimeSpan.Zero);
                break;
            default:
                break;
        }
    }

    /// <summary>Under the gate, so that no turn is opened meanwhile. An open turn that this activation knows nothing of was another node's.</summary>
    private async Task ForgetReminderAsync()
    {
        await _desk.Gate.WaitAsync();
        try
        {
            if (_desk.Turn is null && await ledger.FindOpenAsync(_desk.Id, CancellationToken.None) is null)
            {
                await ledger.ForgetAsync(_desk.Id);
            }
            else if (_desk.Turn is null)
            {
                GiveUp(new TurnTakenOverException(_desk.Id.ToString()));
            }
        }
        finally
        {
            _desk.Gate.Release();
        }
    }

    /// <summary>What the desk holds is the past: nothing more is done with it. The next activation reads everything anew.</summary>
    private void GiveUp(TurnTakenOverException e)
    {
        LogTakenOver(e.Message);
        (_isTakenOver, _isLeaving) = (true, true);
        _deciding?.Cancel();
        DeactivateOnIdle();
    }

    private void CallOffToStartAnew()
    {
        if (_desk.Turn is { IsSent: true, NotBefore: null } && _work.IsCompleted)
        {
            // The store is back: this message could be stored, so the reply before it can be.
            WorkIn(TimeSpan.Zero);
            return;
        }

        if (_desk.Turn is not { HasReply: false } turn)
        {
            return;
        }

        _history = _history.Turn == turn.Id ? _history : (turn.Id, 0, 0);
        if (_desk.IsDeciding && _deciding is { IsCancellationRequested: false } && _history.Restarts < MaxRestarts)
        {
            _history.Restarts++;
            _deciding.Cancel();
        }

        var quiet = Min(clock.GetUtcNow() + options.QuietTime, turn.OpenedAt + (options.QuietTime * MaxQuietTimes));
        if (_work.IsCompleted)
        {
            WorkIn(quiet - clock.GetUtcNow());
        }
    }

    private void WorkIn(TimeSpan pause)
    {
        pause = pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
        _due = clock.GetUtcNow() + pause;
        _timer.Change(pause, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins the work and does not wait for it: a grain is told to leave between its calls only, and leaving calls the work off.</summary>
    private Task WorkAsync(CancellationToken cancellationToken)
    {
        _due = null;
        if (_work.IsCompleted && !_isTakenOver)
        {
            _work = WorkOnTurnAsync();
        }

        return Task.CompletedTask;
    }

    private async Task WorkOnTurnAsync()
    {
        using var scope = logger.BeginScope(_scope);
        using var deciding = _deciding = new CancellationTokenSource();
        DateTimeOffset? next = null;
        try
        {
            next = await sender.Send(new AnswerCustomer(_desk), deciding.Token);
            _history.Failures = 0;
        }
        catch (OperationCanceledException) when (deciding.IsCancellationRequested)
        {
            next = clock.GetUtcNow() + options.QuietTime;
        }
        catch (TurnTakenOverException e)
        {
            GiveUp(e);
        }
        catch (Exception e)
        {
            // Whatever it was, the turn stays open: nothing that was accepted is dropped because of an error in here.
            next = clock.GetUtcNow() + Min(LongestPause, FirstPause * Math.Pow(2, Math.Min(_history.Failures++, 16)));
            LogFailed(e, next.Value);
        }
        finally
        {
            _deciding = null;
        }

        // A message may have been let in while this turn was ending.
        if (!_isLeaving && (next ?? (_desk.Turn is null ? null : clock.GetUtcNow() + options.QuietTime)) is { } due)
        {
            WorkIn(due - clock.GetUtcNow());
        }
    }

    private static T Min<T>(T a, T b)
        where T : IComparable<T> => a.CompareTo(b) < 0 ? a : b;

    [LoggerMessage(LogLevel.Error, "A turn could not be worked on; it stays open and is taken up again at {Next:u}")]
    private partial void LogFailed(Exception exception, DateTimeOffset next);

    [LoggerMessage(LogLevel.Warning, "{Reason} What this one knew of it is dropped")]
    private partial void LogTakenOver(string reason);
}

using GptMessenger.Application.Conversations;
using GptMessenger.Application.Customers;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>A doorman and no cook: lets events of one conversation in and sends the commands that do the work, when <see cref="TurnSchedule"/> says so.</summary>
internal sealed partial class ConversationGrain(ISender sender, TurnLedger ledger, OpenTurns open, ReplyOptions options, TimeProvider clock, ILogger<ConversationGrain> logger)
    : Grain, IConversationGrain, IRemindable, IDisposable
{
    private const string TakenOver = "Another node has taken the conversation over: it knows better what to do with this.";
    private const string Erased = "The conversation is being erased; what comes after that is a new one.";

    private ConversationScope _scope = null!;
    private ConversationDesk _desk = null!;
    private TurnSchedule _schedule = null!;
    private SummaryDuty _duty = null!;
    private NameDuty _name = null!;

    /// <summary>Why nothing is done here any more; null: it is.</summary>
    private string? _over;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        string key = this.GetPrimaryKeyString();
        if (!ConversationId.TryParse(key, out var id))
        {
            throw new InvalidOperationException($"'{key}' is no conversation.");
        }

        (_desk, _scope) = (new ConversationDesk(id, open), new ConversationScope(id));
        var timer = this.RegisterGrainTimer(BeginAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        _schedule = new TurnSchedule(_desk, AnswerAsync, pause => timer.Change(pause, Timeout.InfiniteTimeSpan), options, clock, logger);
        var duty = this.RegisterGrainTimer(TellInboxAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true });
        _duty = new SummaryDuty(UpdateInboxAsync, pause => duty.Change(pause, Timeout.InfiniteTimeSpan), logger);
        _name = new NameDuty(stop => sender.Send(new AskName(_desk), stop), logger);
        return Task.CompletedTask;
    }

    public async Task<Delivery> DeliverAsync(DeliveredEvent delivered)
    {
        var @event = EventReader.Read(delivered.Json, _desk.Id.Page, delivered.IsStandby) with { IsMissed = delivered.IsMissed };
        return await AtDeskAsync(
            async () =>
            {
                var receipt = await sender.Send(new AcceptEvent(_desk, @event), CancellationToken.None);
                if (_over is not null)
                {
                    return Delivery.Failed(_over);
                }

                _schedule.Note(receipt, @event);
                return Delivery.Of(receipt);
            },
            Delivery.Failed);
    }

    public Task<string?> PauseAsync(DateTimeOffset? until) => AtDeskAsync<string?>(
        async () =>
        {
            await sender.Send(new SetPause(_desk, until), CancellationToken.None);
            if (until is not null && _desk.Turn is not null)
            {
                _schedule.CallOff();
            }

            return null;
        },
        failure => failure);

    public Task<ReopenedTurn> ReopenAsync(string turn) => AtDeskAsync(
        async () =>
        {
            var outcome = await sender.Send(new ReopenTurn(_desk, turn), CancellationToken.None);
            if (outcome == Reopening.Reopened)
            {
                _schedule.WorkIn(TimeSpan.Zero);
            }

            return new ReopenedTurn((int)outcome, Failure: null);
        },
        failure => new ReopenedTurn(0, failure));

    public Task<PersonAnswered> AnswerAsync(string id, string text) => AtDeskAsync(
        async () =>
        {
            var result = await sender.Send(new SendPersonAnswer(_desk, id, text), CancellationToken.None);
            if (result.PausedUntil is not null && _desk.Turn is not null)
            {
                _schedule.CallOff();
            }

            return new PersonAnswered((int)result.Outcome, result.Reason, result.PausedUntil, Failure: null);
        },
        failure => new PersonAnswered(0, Reason: null, PausedUntil: null, failure));

    public Task<string?> SettleAsync() => AtDeskAsync<string?>(
        async () =>
        {
            await sender.Send(new CloseCase(_desk), CancellationToken.None);
            return null;
        },
        failure => failure);

    public Task NoteSeenAsync(DateTimeOffset? delivered, DateTimeOffset? read)
    {
        if (_over is null)
        {
            _duty.NoteSeen(new SeenMarks(delivered, read));
        }

        return Task.CompletedTask;
    }

    public Task ShowAsync()
    {
        if (_over is null)
        {
            _duty.NoteUnknown();
        }

        return Task.CompletedTask;
    }

    public Task WakeAsync()
    {
        // Whatever may have been sent keeps its time: its echo is waited for, and between two looks at the thread a message may appear.
        if (_over is null && !_schedule.IsAtWork && _desk.Turn is { NotBefore: not null } turn && !turn.Parts.Any(part => part.IsInDoubt))
        {
            _desk.Turn = turn with { NotBefore = null };
            _schedule.WorkIn(TimeSpan.Zero);
        }

        return Task.CompletedTask;
    }

    public Task<Erasure> EraseAsync() => AtDeskAsync(
        async () =>
        {
            // From here on nothing comes in that the erasing would miss: it is refused, and delivered again to the next activation.
            _over = Erased;
            DeactivateOnIdle();
            await _schedule.StopAsync();
            await _duty.StopAsync();
            await _name.StopAsync();
            return new Erasure(await sender.Send(new EraseConversation(_desk), CancellationToken.None), Failure: null);
        },
        failure => new Erasure(0, failure));

    /// <summary>Told every 10 seconds while a turn is open, and after a restart: goes on with it, unless that is planned already.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        using var scope = logger.BeginScope(_scope);
        if (_desk.Conversation is not null && _desk.Turn is null && !_schedule.IsAtWork)
        {
            await ForgetReminderAsync();
        }
        else if (!_schedule.IsPlanned)
        {
            _schedule.WorkIn(TimeSpan.Zero);
        }
    }

    // An undecided turn is taken up by whoever comes next; a send under way is waited for.
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _schedule.StopAsync();
        await _name.StopAsync();
        await (_over is null ? _duty.FinishAsync() : _duty.StopAsync());
    }

    public void Dispose()
    {
        _schedule?.Dispose();
        _name?.Dispose();
        _desk?.Dispose();
    }

    private Task BeginAsync(CancellationToken cancellationToken)
    {
        using var scope = logger.BeginScope(_scope);
        _schedule.Begin();
        return Task.CompletedTask;
    }

    private Task TellInboxAsync(CancellationToken cancellationToken)
    {
        using var scope = logger.BeginScope(_scope);
        _duty.Begin();
        _schedule.RestLater();
        return Task.CompletedTask;
    }

    private async Task UpdateInboxAsync(SeenMarks? seen, bool mustLoad)
    {
        await sender.Send(new UpdateSummary(_desk, seen, mustLoad), CancellationToken.None);
        _name.Begin();
    }

    private async Task<DateTimeOffset?> AnswerAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await sender.Send(new AnswerCustomer(_desk), cancellationToken);
        }
        catch (TurnTakenOverException e)
        {
            GiveUp(e);
            return null;
        }
        finally
        {
            _duty.Note();
        }
    }

    /// <summary>What could not be done because of the store is an answer: an exception would have to be one that every node can read.</summary>
    private async Task<T> AtDeskAsync<T>(Func<Task<T>> work, Func<string, T> failed)
    {
        using var scope = logger.BeginScope(_scope);
        if (_over is not null)
        {
            return failed(_over);
        }

        try
        {
            return await work();
        }
        catch (TurnTakenOverException e)
        {
            GiveUp(e);
            return failed(e.Message);
        }
        catch (Exception e) when (e is StoreUnavailableException or UnreadableFileException)
        {
            return failed(e.Message);
        }
        finally
        {
            _schedule.RestLater();
            _duty.Note();
        }
    }

    /// <summary>Under the gate, so that no turn is opened meanwhile. An open turn that this activation knows nothing of was another node's, or of a write that seemed to fail.</summary>
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
                // It is this node's since it was found, so nothing keeps the next message from opening another over it, unless all is read anew.
                _desk.Conversation = null;
                _schedule.WorkIn(TimeSpan.Zero);
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
        _over = TakenOver;
        _ = _schedule.StopAsync();
        _ = _duty.StopAsync();
        _ = _name.StopAsync();
        DeactivateOnIdle();
    }

    [LoggerMessage(LogLevel.Warning, "{Reason} What this one knew of it is dropped")]
    private partial void LogTakenOver(string reason);
}

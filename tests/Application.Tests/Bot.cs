using GptMessenger.Application.Alerts;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Customers;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Numbers;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Shops;
using GptMessenger.Application.Spending;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Replies;
using GptMessenger.Domain.Shops;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace GptMessenger.Application.Tests;

/// <summary>The whole application around one desk, with every port a substitute that remembers, and a clock that stands until it is moved.</summary>
internal sealed class Bot : IDisposable
{
    private int _version;

    public Bot()
    {
        var none = CancellationToken.None;
        Store.ReadAsync(Known.Conversation, none).ReturnsForAnyArgs(_ => Now("read", () => new StoredConversation(Stored, Version)));
        Store.WriteAsync(Known.Conversation, Stored, null, none).ReturnsForAnyArgs(call => Now("write", () => Write(call.Arg<Conversation>(), call.ArgAt<string?>(2))));
        Ledger.FindOpenAsync(Known.Conversation, none).ReturnsForAnyArgs(_ => Task.FromResult(Open));
        Ledger.OpenAsync(Known.Conversation, null!, none).ReturnsForAnyArgs(call => Remember("open", call.Arg<Turn>()));
        Ledger.SaveAsync(Known.Conversation, null!, none).ReturnsForAnyArgs(call => Remember("save", call.Arg<Turn>()));
        Ledger.CloseAsync(Known.Conversation, null!, null!, null, none).ReturnsForAnyArgs(call => Close(call.ArgAt<Turn>(1), call.ArgAt<TurnEnd>(2), call.ArgAt<Turn?>(3)));
        Ledger.ReopenAsync(Known.Conversation, null!, none).ReturnsForAnyArgs(call => Now("reopen", () => Reopen(call.Arg<Turn>())));
        Ledger.RecordAsync(Known.Conversation, null!, null!, none).ReturnsForAnyArgs(call => Record(call.Arg<Turn>(), call.Arg<TurnEnd>()));
        Records.FindEndedAsync("", none).ReturnsForAnyArgs(call => Task.FromResult(FindEnded(call.Arg<string>())));
        Letters.KeepAsync(Known.Conversation, null!, "", default, none).ReturnsForAnyArgs(call => Now("keep letter", () => Kept[call.Arg<Turn>().Id] = call.Arg<string>()));
        Letters.RemoveAsync(Known.Conversation, "", none).ReturnsForAnyArgs(call => Now("remove letter", () => Kept.Remove(call.Arg<string>())));
        Pause.ClearAsync(Known.Conversation, none).ReturnsForAnyArgs(_ => Now("clear", () => PausedUntil = null));
        Pause.ReadAsync(Known.Conversation, none).ReturnsForAnyArgs(_ => Task.FromResult(PausedUntil));
        Pause.SetAsync(Known.Conversation, default, none).ReturnsForAnyArgs(call => Now("pause", () => PausedUntil = call.Arg<DateTimeOffset>()));
        Summaries.FindAsync(Known.Conversation, none).ReturnsForAnyArgs(_ => Task.FromResult(Row));
        Summaries.PutAsync(null!, none).ReturnsForAnyArgs(call => Task.FromResult(Row = call.Arg<ConversationSummary>()));
        Messenger.SendAsync(Known.Conversation, null!, none).ReturnsForAnyArgs(call => SendAsync(call.Arg<ReplyPart>()));
        Messenger.FindSentAsync(Known.Conversation, null!, null!, none).ReturnsForAnyArgs(_ => Now("look", () => Looks.TryDequeue(out var look) ? look : LookResult.NotThere));
        Messenger.MarkSeenAsync(Known.Conversation, none).ReturnsForAnyArgs(Task.CompletedTask);
        Messenger.ShowTypingAsync(Known.Conversation, none).ReturnsForAnyArgs(Task.CompletedTask);
        Pages.ReadAsync(default, default, default, none).ReturnsForAnyArgs(_ => Task.FromResult(Profile));
        Catalog.ReadShopAsync(default, none).ReturnsForAnyArgs(_ => Task.FromResult(Shop));
        Catalog.SearchAsync(default, null!, none).ReturnsForAnyArgs(_ => Task.FromResult(Products));
        FirstContacts.FindAsync(default, none).ReturnsForAnyArgs(Task.FromResult<FirstContact?>(null));
        Prompts.GetAsync(default, none).ReturnsForAnyArgs(Task.FromResult(PromptTemplate.Parse("{shopify_products}\n===\n{conversation_history}\nCustomer Message: {message_text}", "prompt.txt")));
        SpendSettings.ReadAsync(default, none).ReturnsForAnyArgs(Task.FromResult(GptMessenger.Application.Spending.SpendSettings.None));
        Telemetry = new Telemetry(Meters, OpenTurns, Clock);
        Book = new NumbersBook(Numbers, new TenantDays(Catalog), Telemetry, Clock, NullLogger<NumbersBook>.Instance);
        Model.CompleteAsync(null!, none).ReturnsForAnyArgs(call => CompleteAsync(call.Arg<Prompt>(), call.Arg<CancellationToken>()));
        Desk = new ConversationDesk(Known.Conversation, OpenTurns);
    }

    public List<string> Calls { get; } = [];

    public FakeTimeProvider Clock { get; } = new(Known.Now);

    public OpenMeters Meters { get; } = new();

    public OpenTurns OpenTurns { get; } = new();

    public Telemetry Telemetry { get; }

    public LongWork Work { get; } = new();

    public IConversationStore Store { get; } = Substitute.For<IConversationStore>();

    public ITurnLedger Ledger { get; } = Substitute.For<ITurnLedger>();

    public ITurnRecords Records { get; } = Substitute.For<ITurnRecords>();

    public IDeadLetters Letters { get; } = Substitute.For<IDeadLetters>();

    public IErasures Erasures { get; } = Substitute.For<IErasures>();

    public IAnswerRecords Answers { get; } = Substitute.For<IAnswerRecords>();

    public IBotPause Pause { get; } = Substitute.For<IBotPause>();

    public IPagePauses PagePauses { get; } = Substitute.For<IPagePauses>();

    public IPutAside Aside { get; } = Substitute.For<IPutAside>();

    public IConversationSummaries Summaries { get; } = Substitute.For<IConversationSummaries>();

    public IAlertOutbox Alerts { get; } = Substitute.For<IAlertOutbox>();

    public IInboxNews News { get; } = Substitute.For<IInboxNews>();

    /// <summary>What the inbox holds of the conversation.</summary>
    public ConversationSummary? Row { get; set; }

    public SummaryKeeper Keeper => new(Summaries, Alerts, News, Options, Clock);

    public IMessengerClient Messenger { get; } = Substitute.For<IMessengerClient>();

    public IPageMetadata Pages { get; } = Substitute.For<IPageMetadata>();

    public IStoreCatalog Catalog { get; } = Substitute.For<IStoreCatalog>();

    public ITenantFirstContact FirstContacts { get; } = Substitute.For<ITenantFirstContact>();

    public IPromptProvider Prompts { get; } = Substitute.For<IPromptProvider>();

    public ILlmClient Model { get; } = Substitute.For<ILlmClient>();

    public ISpending Spending { get; } = Substitute.For<ISpending>();

    public ISpendSettings SpendSettings { get; } = Substitute.For<ISpendSettings>();

    public SpendOptions Spend { get; set; } = new();

    public RememberedNumbers Numbers { get; } = new();

    public NumbersBook Book { get; }

    public ConversationDesk Desk { get; private set; }

    /// <summary>What the store holds.</summary>
    public Conversation Stored { get; private set; } = Conversation.Empty;

    public string? Version { get; private set; }

    /// <summary>What the ledger holds.</summary>
    public Turn? Open { get; set; }

    public List<(Turn Turn, TurnEnd End)> Closed { get; private set; } = [];

    /// <summary>What the store holds of dead letters: turn and error.</summary>
    public Dictionary<string, string> Kept { get; } = [];

    public DateTimeOffset? PausedUntil { get; set; }

    public PageProfile Profile { get; set; } = new() { Name = "Happy Feet" };

    public ProductMatches Products { get; set; } = ProductMatches.None;

    public Shop Shop { get; set; } = Shop.Unknown;

    /// <summary>What the store does before it writes: null, nothing.</summary>
    public Queue<Action?> Writes { get; } = new();

    /// <summary>What Messenger says to the next sends; then "sent".</summary>
    public Queue<Func<ReplyPart, Task<SendResult>>> Sends { get; } = new();

    public Queue<LookResult> Looks { get; } = new();

    public Func<Prompt, CancellationToken, Task<Completion>> Answer { get; set; } = (_, _) => Task.FromResult(new Completion("Yes, we do.", 100, 5));

    public List<Prompt> Asked { get; } = [];

    public ReplyOptions Options { get; set; } = new() { AppId = "42" };

    public IEnumerable<string> Sent => Calls.Where(call => call.StartsWith("send ", StringComparison.Ordinal)).Select(call => call[5..]);

    public IEnumerable<string> StoredKeys => Stored.Events.Select(e => e.Key);

    public Task<Receipt> AcceptAsync(MessengerEvent @event) =>
        new AcceptEventHandler(new EventIntake(File, Customers, Echoes, new MissedIntake(File, Customers, Ledger, Pause, Options, Clock), Erasures, Clock), Aside, Telemetry, NullLogger<AcceptEventHandler>.Instance).Handle(new AcceptEvent(Desk, @event), CancellationToken.None);

    public Task<DateTimeOffset?> AnswerAsync(CancellationToken cancellationToken = default) =>
        new AnswerCustomerHandler(File, Decider, Sender, Ending, Clock, Telemetry).Handle(new AnswerCustomer(Desk), cancellationToken);

    public Task<Reopening> ReopenAsync(string turn) =>
        new ReopenTurnHandler(File, Records, Ledger, Options, Clock).Handle(new ReopenTurn(Desk, turn), CancellationToken.None);

    public Task PauseAsync(DateTimeOffset? until) => new SetPauseHandler(File, Pause, Keeper).Handle(new SetPause(Desk, until), CancellationToken.None);

    /// <summary>Answers, and again at each time the answer asks for, until no turn is open.</summary>
    public async Task AnswerToTheEndAsync()
    {
        for (int i = 0; i < 50; i++)
        {
            if (await AnswerAsync() is not { } next)
            {
                return;
            }

            MoveTo(next);
        }

        throw new InvalidOperationException("The turn never ended.");
    }

    public AnswerFinder Answerer => new(new Knowledge(Pages, Catalog, Prompts), new ProvenModel(BilledModel, Work, Telemetry, NullLogger<ProvenModel>.Instance), new Disclosure(FirstContacts, Options, Clock), Work, Options, Clock);

    public void MoveTo(DateTimeOffset time)
    {
        if (time > Clock.GetUtcNow())
        {
            Clock.SetUtcNow(time);
        }
    }

    /// <summary>The process dies: what was in memory is gone, what the store and the ledger hold is not.</summary>
    public void Restart()
    {
        Desk.Dispose();
        Desk = new ConversationDesk(Known.Conversation, OpenTurns);
    }

    /// <summary>Somebody else writes the file.</summary>
    public void WrittenByOthers(params MessengerEvent[] events)
    {
        Stored = events.Aggregate(Stored, (conversation, @event) => conversation.With(@event));
        Version = $"v{++_version}";
    }

    public void Dispose()
    {
        Book.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Desk.Dispose();
        Telemetry.Dispose();
        Work.Dispose();
        Meters.Dispose();
    }

    public ConversationFile File => new(Store, Ledger, Pause);

    private ReplySender Sender => new(Messenger, Ledger, Options, Clock, NullLogger<ReplySender>.Instance);

    private ReplyDecider Decider => new(Answerer, Sender, new TypingIndicator(Messenger, Clock), PagePauses, new AnswerSeats(Options), Clock);

    private TurnEnding Ending => new(File, Sender, Recorder, Options, Clock, NullLogger<TurnEnding>.Instance);

    private TurnRecorder Recorder => new(Ledger, Letters, Answers, Keeper, Book, Clock);

    private SpendRules SpendRules => new(SpendSettings, new TenantDays(Catalog), Spend, Clock);

    private BilledModel BilledModel => new(Model, Spending, SpendRules, Telemetry, NullLogger<BilledModel>.Instance);

    private CustomerIntake Customers => new(File, Ledger, Recorder, Book, Clock);

    private EchoIntake Echoes => new(File, Ledger, Pause, Options, Clock, NullLogger<EchoIntake>.Instance);

    private async Task<SendResult> SendAsync(ReplyPart part)
    {
        Calls.Add(part is CardsPart cards ? $"send [{string.Join(", ", cards.Cards.Select(card => card.Title))}]" : $"send {((TextPart)part).Text}");
        return Sends.TryDequeue(out var send) ? await send(part) : new SendResult(SendVerdict.Sent, $"r{Sent.Count()}");
    }

    private Task<Completion> CompleteAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        Calls.Add("ask");
        Asked.Add(prompt);
        return Answer(prompt, cancellationToken);
    }

    private string Write(Conversation conversation, string? expected)
    {
        if (Writes.TryDequeue(out var before))
        {
            before?.Invoke();
        }

        if (expected != Version)
        {
            throw new ConversationChangedException("the file");
        }

        (Stored, Version) = (conversation, $"v{++_version}");
        return Version;
    }

    private Task Remember(string call, Turn turn) => Now(call, () => Open = turn);

    private Task Close(Turn turn, TurnEnd end, Turn? next) => Now($"close {end.State}", () =>
    {
        Open = next;
        Closed.Add((turn, end));
        return true;
    });

    private Task Record(Turn turn, TurnEnd end) => Now($"record {end.State}", () => Closed = [.. Closed, (turn, end)]);

    private bool Reopen(Turn turn)
    {
        Open = turn;
        return Closed.RemoveAll(closed => closed.Turn.Id == turn.Id) > 0;
    }

    private TurnRecord? FindEnded(string id) =>
        Closed.Where(closed => closed.Turn.Id == id).Select(closed => new TurnRecord(Known.Conversation, closed.Turn, closed.End, Clock.GetUtcNow())).LastOrDefault();

    private async Task<T> Now<T>(string call, Func<T> act)
    {
        Calls.Add(call);
        await Task.CompletedTask;
        return act();
    }
}

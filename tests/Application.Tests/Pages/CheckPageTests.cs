using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using MediatR;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace GptMessenger.Application.Tests.Pages;

public sealed class CheckPageTests : IDisposable
{
    private static readonly PageFindings Fine = new() { MissingFields = [] };

    private readonly IPageInspection _inspection = Substitute.For<IPageInspection>();
    private readonly IPageSubscriptions _subscriptions = Substitute.For<IPageSubscriptions>();
    private readonly IPageHealths _healths = Substitute.For<IPageHealths>();
    private readonly ISender _sender = Substitute.For<ISender>();
    private readonly FakeTimeProvider _clock = new(Known.Now);
    private readonly OpenMeters _meters = new();
    private readonly Log _log = new();
    private readonly CheckPageHandler _handler;
    private readonly Threads _threads = new();
    private PageHealth? _stored;

    public CheckPageTests()
    {
        _healths.ReadAsync(Known.Page, default).ReturnsForAnyArgs(_ => Task.FromResult(_stored));
        _healths.SaveAsync(Known.Page, null!, default).ReturnsForAnyArgs(call =>
        {
            _stored = call.Arg<PageHealth>();
            return Task.CompletedTask;
        });
        var alarms = new PageAlarms(_meters, new ConnectAddress(new Uri("https://bot.example.test/connect/facebook")), _clock, _log);
        _handler = new CheckPageHandler(_inspection, _subscriptions, _healths, new MissedMessages(_threads, _sender, _clock), alarms, _clock);
    }

    [Fact]
    public async Task HealthyPage_IsNoted_AndNothingIsDone()
    {
        await CheckAsync(Fine);

        _stored.Should().BeEquivalentTo(new { State = PageState.Healthy, CheckedAt = Known.Now, Since = Known.Now, WholeUntil = Known.Now, RepairedAt = (DateTimeOffset?)null });
        _threads.Since.Should().BeNull();
        _log.Lines.Should().BeEmpty();
        await _subscriptions.DidNotReceiveWithAnyArgs().SubscribeAsync(default, default);
    }

    [Fact]
    public async Task DeadToken_IsAnErrorOnce_AndOverWhenItIsReplaced()
    {
        await CheckAsync(Fine);
        _clock.Advance(TimeSpan.FromHours(1));
        await CheckAsync(new PageFindings { TokenFault = "Facebook refuses its access token: 190/460." });
        _clock.Advance(TimeSpan.FromHours(1));
        await CheckAsync(new PageFindings { TokenFault = "Facebook refuses its access token: 190/460." });

        _stored.Should().BeEquivalentTo(new { State = PageState.Broken, CheckedAt = Known.Now.AddHours(2), Since = Known.Now.AddHours(1), WholeUntil = Known.Now });
        var line = _log.Lines.Should().ContainSingle().Subject;
        line.Level.Should().Be(LogLevel.Error);
        line.Text.Should().Contain("Page 100 does not work: Facebook refuses its access token: 190/460.").And.EndWith("Connect it again at https://bot.example.test/connect/facebook?tenant=tenant-1");
        _meters["pages state=broken"].Should().Be(1);

        await CheckAsync(Fine);

        _threads.Since.Should().Be(Known.Now.AddMinutes(-5), "all since the last good check may have been missed, and clocks differ");
        _stored.Should().BeEquivalentTo(new { State = PageState.Healthy, WholeUntil = Known.Now.AddHours(2) });
        Lines(LogLevel.Information).Should().Contain("Page 100 is healthy again");
        _meters["pages state=broken"].Should().Be(0);
        _meters["pages state=healthy"].Should().Be(1);
    }

    [Theory]
    [InlineData(8, PageState.Healthy)]
    [InlineData(6, PageState.AtRisk)]
    [InlineData(-1, PageState.Broken)]
    public async Task TokenThatEnds_IsSaidAWeekBefore(int days, PageState state)
    {
        await CheckAsync(Fine with { TokenEndsAt = Known.Now.AddDays(days) });

        _stored!.State.Should().Be(state);
    }

    [Fact]
    public async Task AccessToDataThatEnds_IsAWarning()
    {
        await CheckAsync(Fine with { DataEndsAt = Known.Now.AddDays(3) });

        _stored.Should().BeEquivalentTo(new { State = PageState.AtRisk, Problems = new[] { "The app's access to its data ends at 2026-11-12 12:00:00Z, unless its owner logs in again." } });
        Lines(LogLevel.Warning).Should().ContainSingle().Which.Should().Contain("works and needs a look");
    }

    [Fact]
    public async Task MissingPermissionAndRefusedSends_AreSaid()
    {
        await CheckAsync(Fine with { MissingPermissions = ["pages_messaging"], SendFault = "Graph refuses its sends: 10." });

        _stored!.Problems.Should().Equal("The permission pages_messaging is missing.", "Graph refuses its sends: 10.");
    }

    [Fact]
    public async Task LostSubscription_IsMended_AndWhatWasMissedIsFetched()
    {
        await CheckAsync(Fine);
        _clock.Advance(TimeSpan.FromHours(1));

        await CheckAsync(Fine with { MissingFields = ["messages", "standby"], LacksMessages = true });

        await _subscriptions.Received(1).SubscribeAsync(Known.Page.Page, Arg.Any<CancellationToken>());
        _stored.Should().BeEquivalentTo(new { State = PageState.Healthy, RepairedAt = Known.Now.AddHours(1), WholeUntil = Known.Now.AddHours(1) });
        _threads.Since.Should().Be(Known.Now.AddMinutes(-5));
        Lines(LogLevel.Information).Should().Contain("Page 100 is subscribed again to what was not delivered: messages, standby");
    }

    [Fact]
    public async Task LostFieldThatBringsNoMessages_IsMended_AndNothingIsFetched()
    {
        await CheckAsync(Fine with { MissingFields = ["standby"] });

        await _subscriptions.Received(1).SubscribeAsync(Known.Page.Page, Arg.Any<CancellationToken>());
        _threads.Since.Should().BeNull();
    }

    [Fact]
    public async Task SubscriptionThatCannotBeMended_IsSaid_AndFetchedForWhenItIs()
    {
        await CheckAsync(Fine);
        _clock.Advance(TimeSpan.FromHours(1));
        _subscriptions.SubscribeAsync(Known.Page.Page, default).ThrowsAsyncForAnyArgs(new PageUnreachableException("(#200) No."));
        await CheckAsync(Fine with { MissingFields = ["messages"], LacksMessages = true });
        _stored.Should().BeEquivalentTo(new { State = PageState.Broken, Problems = new[] { "Its events are not delivered (messages) and could not be subscribed to: (#200) No." }, WholeUntil = Known.Now });

        await CheckAsync(Fine);
        _threads.Since.Should().Be(Known.Now.AddMinutes(-5));
    }

    [Fact]
    public async Task ConversationsThatCannotBeRead_AreReadTheNextTime()
    {
        await CheckAsync(Fine);
        _clock.Advance(TimeSpan.FromHours(1));
        _threads.Failure = new PageUnreachableException("Graph did not answer.");
        await CheckAsync(Fine with { MissingFields = ["messages"], LacksMessages = true });
        _stored.Should().BeEquivalentTo(new { State = PageState.AtRisk, WholeUntil = Known.Now });

        (_threads.Failure, _threads.Since) = (null, null);
        _clock.Advance(TimeSpan.FromHours(1));
        await CheckAsync(Fine);

        _threads.Since.Should().Be(Known.Now.AddMinutes(-5), "an hour and more without a good check");
        _stored!.State.Should().Be(PageState.Healthy);
    }

    [Fact]
    public async Task LongAbsence_IsLookedThrough_ForAWeekAtMost()
    {
        await CheckAsync(Fine);
        _clock.Advance(TimeSpan.FromDays(30));

        await CheckAsync(Fine);

        _threads.Since.Should().Be(Known.Now.AddDays(23));
    }

    [Fact]
    public async Task PlatformThatIsDown_ChangesNothing_AndIsSaidOnce()
    {
        await CheckAsync(Fine);
        var before = _stored;
        _inspection.InspectAsync(Known.Page, default).ThrowsAsyncForAnyArgs(new PageUnreachableException("Graph did not answer."));

        for (int i = 0; i < 3; i++)
        {
            await _handler.Handle(new CheckPage(Known.Page), default);
        }

        _stored.Should().BeSameAs(before);
        Lines(LogLevel.Warning).Should().ContainSingle().Which.Should().Contain("could not be checked");
    }

    [Fact]
    public async Task StoreThatIsDown_IsSaid_AndThrowsNothing()
    {
        _healths.ReadAsync(Known.Page, default).ThrowsAsyncForAnyArgs(new StoreUnavailableException("The store is away."));

        await CheckAsync(Fine);

        Lines(LogLevel.Warning).Should().ContainSingle().Which.Should().Contain("The store is away.");
    }

    [Fact]
    public async Task PageThatNobodyHasAnyMore_IsForgotten()
    {
        await CheckAsync(Fine);
        var before = _stored;

        await CheckAsync(null);

        _stored.Should().BeSameAs(before);
        _meters["pages state=healthy"].Should().Be(0);
    }

    [Fact]
    public async Task WordsOfThePage_AreDeliveredBeforeWhatTheyAnswer()
    {
        await CheckAsync(Fine);
        _threads.Said = [Known.Message("m1"), Known.Echo("p1"), Known.Message("m2")];

        await CheckAsync(Fine with { MissingFields = ["messages"], LacksMessages = true });

        _sender.ReceivedCalls().Select(call => call.GetArguments()[0] switch
        {
            HandleEcho echo => echo.Event.Key,
            HandleIncomingMessage message => message.Event.Key,
            _ => "?",
        }).Should().Equal("p1", "m1", "m2");
    }

    public void Dispose() => _meters.Dispose();

    private IEnumerable<string> Lines(LogLevel level) => _log.Lines.Where(line => line.Level == level).Select(line => line.Text);

    private Task CheckAsync(PageFindings? found)
    {
        _inspection.InspectAsync(Known.Page, default).ReturnsForAnyArgs(found);
        return _handler.Handle(new CheckPage(Known.Page), CancellationToken.None);
    }

    private sealed class Log : ILogger<PageAlarms>
    {
        public List<(LogLevel Level, string Text)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((logLevel, formatter(state, exception)));
    }

    /// <summary>The platform's records: what was said, and from when on it was asked for.</summary>
    private sealed class Threads : IPageThreads
    {
        public DateTimeOffset? Since { get; set; }

        public Exception? Failure { get; set; }

        public IReadOnlyList<MessengerEvent> Said { get; set; } = [];

        public async IAsyncEnumerable<IReadOnlyList<MessengerEvent>> ReadAsync(
            ConnectedPage page, DateTimeOffset since, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Since = since;
            await Task.CompletedTask;
            yield return Failure is null ? Said : throw Failure;
        }
    }
}

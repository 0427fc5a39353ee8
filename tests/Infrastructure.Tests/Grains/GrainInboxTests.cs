using System.Text;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Tests.Facebook;
using GptMessenger.Infrastructure.Tests.Storage;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace GptMessenger.Infrastructure.Tests.Grains;

public sealed class GrainInboxTests : IDisposable
{
    private static readonly MessengerEvent Message = EventReader.Read(Encoding.UTF8.GetBytes("""{"message":{"mid":"m1","text":"hi"}}"""), GraphHost.Conversation.Page, isStandby: false);

    private readonly FakeTimeProvider _clock = new() { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly IConversationGrain _grain = Substitute.For<IConversationGrain>();
    private readonly StandstillWatch _watch;
    private readonly MemorySweep _sweep = new(Substitute.For<IGrainFactory>(), new KnownPlaces(TimeProvider.System), TimeProvider.System, new RecordedLog<MemorySweep>());
    private readonly GrainInbox _inbox;

    public GrainInboxTests()
    {
        var grains = Substitute.For<IGrainFactory>();
        grains.GetGrain<IConversationGrain>(GraphHost.Conversation.ToString()).Returns(_grain);
        _watch = new StandstillWatch(_clock, new RecordedLog<StandstillWatch>());
        _inbox = new GrainInbox(grains, _watch, _sweep, _clock);
    }

    public void Dispose()
    {
        _watch.Dispose();
        _sweep.Dispose();
    }

    [Fact]
    public async Task NodeThatIsGone_IsTriedAgainUntilAnotherAnswers()
    {
        _grain.DeliverAsync(null!).ReturnsForAnyArgs(
            Task.FromException<Delivery>(new SiloUnavailableException("gone")), Task.FromException<Delivery>(new OrleansException("rejected")),
            Task.FromResult(Delivery.Of(Receipt.Stored)));

        (await DeliverAsync()).Should().Be(Receipt.Stored);

        await _grain.ReceivedWithAnyArgs(3).DeliverAsync(null!);
    }

    [Fact]
    public async Task NodeThatStaysAway_IsGivenUpBeforeMetaHangsUp()
    {
        _grain.DeliverAsync(null!).ReturnsForAnyArgs(Task.FromException<Delivery>(new SiloUnavailableException("gone")));
        var start = _clock.GetUtcNow();

        await FluentActions.Awaiting(DeliverAsync).Should().ThrowAsync<StoreUnavailableException>().WithMessage("*could not be reached*");

        (_clock.GetUtcNow() - start).Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task NodeThatDoesNotAnswer_IsGivenUp()
    {
        _grain.DeliverAsync(null!).ReturnsForAnyArgs(new TaskCompletionSource<Delivery>().Task);

        await FluentActions.Awaiting(DeliverAsync).Should().ThrowAsync<StoreUnavailableException>();
    }

    [Fact]
    public async Task RefusedDelivery_IsNotTriedAgain()
    {
        _grain.DeliverAsync(null!).ReturnsForAnyArgs(Delivery.Failed("The disk is full."));

        await FluentActions.Awaiting(DeliverAsync).Should().ThrowAsync<StoreUnavailableException>().WithMessage("The disk is full.");

        await _grain.ReceivedWithAnyArgs(1).DeliverAsync(null!);
    }

    [Fact]
    public async Task ProcessThatStoodStill_TakesNothingInForAWhile()
    {
        _grain.DeliverAsync(null!).ReturnsForAnyArgs(Delivery.Of(Receipt.Stored));
        await _watch.StartAsync(default);
        _clock.Advance(TimeSpan.FromSeconds(15));

        await FluentActions.Awaiting(DeliverAsync).Should().ThrowAsync<StoreUnavailableException>().WithMessage("*stood still*");

        await _grain.DidNotReceiveWithAnyArgs().DeliverAsync(null!);
    }

    /// <summary>Moves the clock whenever the delivery waits for it.</summary>
    private async Task<Receipt> DeliverAsync()
    {
        var delivery = _inbox.DeliverAsync(GraphHost.Conversation, Message, default);
        while (!delivery.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(50));

            // What the time has set off comes about before more of it passes, on a busy machine, too.
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        return await delivery;
    }
}

using System.Collections.Concurrent;
using System.Text;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Tests.Facebook;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NSubstitute;

namespace GptMessenger.Infrastructure.Tests.Grains;

/// <summary>A conversation in a real silo, told that another node has it: what this one knew is dropped, and the next delivery reads everything anew.</summary>
public sealed class TakenOverTests : IAsyncLifetime
{
    private static readonly MessengerEvent Message = EventReader.Read(
        Encoding.UTF8.GetBytes("""{"sender":{"id":"1"},"recipient":{"id":"2"},"message":{"mid":"m1","text":"hi"}}"""), GraphHost.Conversation.Page, isStandby: false);

    private readonly ITurnTable _turns = Substitute.For<ITurnTable>();
    private readonly ISender _sender = Substitute.For<ISender>();
    private readonly ConcurrentQueue<ConversationDesk> _desks = new();
    private IHost _host = null!;

    public async Task InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var reminders = Substitute.For<IReminderTable>();
        reminders.ReadRows(Arg.Any<uint>(), Arg.Any<uint>()).Returns(new ReminderTableData());
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(_sender).AddSingleton(new ReplyOptions { QuietTime = TimeSpan.Zero })
            .AddSingleton<OpenTurns>().AddSingleton(_turns).AddSingleton(reminders).AddSingleton(Substitute.For<IConnectedPages>()).AddLogging();
        builder.AddSilo(new NodeOptions(), meet: null);
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    [Fact]
    public async Task AcceptThatIsTakenOver_IsRefused_AndTheNextBeginsAnew()
    {
        Accept(_ => throw new TurnTakenOverException("it"));
        await FluentActions.Awaiting(DeliverAsync).Should().ThrowAsync<StoreUnavailableException>().WithMessage("*another node*");

        Accept(_ => Receipt.Stored);
        (await DeliverAsync()).Should().Be(Receipt.Stored);

        _desks.Distinct().Should().HaveCount(2);
    }

    [Fact]
    public async Task WorkThatIsTakenOver_IsNotGoneOnWith_AndTheNextDeliveryBeginsAnew()
    {
        var worked = new TaskCompletionSource();
        int works = 0;
        _sender.Send(Arg.Any<AnswerCustomer>(), Arg.Any<CancellationToken>()).Returns<DateTimeOffset?>(_ =>
        {
            works++;
            worked.TrySetResult();
            throw new TurnTakenOverException("it");
        });
        Accept(desk =>
        {
            desk.Turn ??= new Turn("t1", TimeProvider.System.GetUtcNow(), null);
            return Receipt.Stored;
        });
        await DeliverAsync();
        await worked.Task.WaitAsync(TimeSpan.FromSeconds(20));

        Accept(_ => Receipt.Duplicate);
        for (int tries = 0; _desks.Distinct().Count() < 2; tries++)
        {
            tries.Should().BeLessThan(1000);
            await FluentActions.Awaiting(DeliverAsync).Invoke().ContinueWith(_ => { }, TaskScheduler.Default);
        }

        works.Should().Be(1);
    }

    [Fact]
    public async Task ReminderOfATurnThatNobodyHereKnows_HasItReadAndGoneOnWith()
    {
        Accept(desk =>
        {
            desk.Conversation = Conversation.Empty;
            return Receipt.Duplicate;
        });
        await DeliverAsync();
        var worked = new TaskCompletionSource<ConversationDesk>();
        _sender.Send(Arg.Any<AnswerCustomer>(), Arg.Any<CancellationToken>()).Returns<DateTimeOffset?>(call =>
        {
            worked.TrySetResult(call.Arg<AnswerCustomer>().Desk);
            return (DateTimeOffset?)null;
        });
        _turns.FindAsync(GraphHost.Conversation).Returns(new Turn("t1", TimeProvider.System.GetUtcNow(), null));

        await _host.Services.GetRequiredService<IGrainFactory>().GetGrain<IConversationGrain>(GraphHost.Conversation.ToString()).AsReference<IRemindable>()
            .ReceiveReminder(TurnLedger.ReminderName, default);

        _desks.Should().ContainSingle().Which.Conversation.Should().BeNull("a message that comes now would open another turn over the one that is there");
        (await worked.Task.WaitAsync(TimeSpan.FromSeconds(20))).Should().Be(_desks.Single());
    }

    private Task<Receipt> DeliverAsync() => _host.Services.GetRequiredService<IConversationInbox>().DeliverAsync(GraphHost.Conversation, Message, default);

    private void Accept(Func<ConversationDesk, Receipt> accept) => _sender.Send(Arg.Any<AcceptEvent>(), Arg.Any<CancellationToken>()).Returns(call =>
    {
        _desks.Enqueue(call.Arg<AcceptEvent>().Desk);
        return accept(call.Arg<AcceptEvent>().Desk);
    });
}

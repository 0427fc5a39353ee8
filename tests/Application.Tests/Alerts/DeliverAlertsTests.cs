using GptMessenger.Application.Alerts;
using GptMessenger.Application.Inbox;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace GptMessenger.Application.Tests.Alerts;

public sealed class DeliverAlertsTests
{
    private static readonly Uri Webhook = new("https://shop.example/alerts");

    private readonly FakeTimeProvider _clock = new(Known.Now);
    private readonly IAlertOutbox _outbox = Substitute.For<IAlertOutbox>();
    private readonly IAlertSettings _settings = Substitute.For<IAlertSettings>();
    private readonly IAlertDelivery _delivery = Substitute.For<IAlertDelivery>();
    private readonly IConversationSummaries _summaries = Substitute.For<IConversationSummaries>();
    private readonly Alert _alert = new("case-1", Known.Conversation, CaseReason.Asked, Known.Now);

    public DeliverAlertsTests()
    {
        _outbox.TakeDueAsync(default, default, 0, default).ReturnsForAnyArgs(_ => Task.FromResult<IReadOnlyList<Alert>>([_alert]));
        _settings.ReadAsync(default, default).ReturnsForAnyArgs(new AlertSettings(Webhook, ["anna@shop.example"]));
        _settings.FindSecretAsync(default, default).ReturnsForAnyArgs("a-secret");
        _delivery.CanMail.Returns(true);
        CaseIs("case-1");
    }

    [Fact]
    public async Task OpenCase_IsToldByBothWays_AndDone()
    {
        await DeliverAsync();

        await _delivery.Received(1).PostAsync(Webhook, "a-secret", _alert, Arg.Any<CancellationToken>());
        await _delivery.ReceivedWithAnyArgs(1).MailAsync(null!, null!, default);
        await _outbox.ReceivedWithAnyArgs(1).RemoveAsync(null!, default);
    }

    [Fact]
    public async Task WhatOneWayDidNotTake_IsTriedAgainThere_AndNotByTheOther()
    {
        _delivery.PostAsync(null!, "", null!, default).ReturnsForAnyArgs(Task.FromException(new AlertNotDeliveredException("500")));

        await DeliverAsync();

        await _outbox.DidNotReceiveWithAnyArgs().RemoveAsync(null!, default);
        await _outbox.Received(1).SaveAsync(
            Arg.Is<Alert>(alert => !alert.IsPosted && alert.IsMailed && alert.Tries == 1 && alert.DueAt == Known.Now.AddSeconds(10)), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task CaseThatIsClosed_IsNotToldOf()
    {
        CaseIs("another");
        _clock.Advance(TimeSpan.FromMinutes(1));

        await DeliverAsync();

        await _delivery.DidNotReceiveWithAnyArgs().PostAsync(null!, "", null!, default);
        await _outbox.ReceivedWithAnyArgs(1).RemoveAsync(null!, default);
    }

    [Fact]
    public async Task CaseThatIsNotWrittenYet_IsWaitedFor()
    {
        CaseIs(id: null);

        await DeliverAsync();

        await _outbox.DidNotReceiveWithAnyArgs().RemoveAsync(null!, default);
        await _outbox.Received(1).SaveAsync(Arg.Is<Alert>(alert => alert.DueAt > Known.Now), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task TenantThatWantsNone_GetsNone()
    {
        _settings.ReadAsync(default, default).ReturnsForAnyArgs(AlertSettings.None);

        await DeliverAsync();

        await _outbox.ReceivedWithAnyArgs(1).RemoveAsync(null!, default);
        await _delivery.DidNotReceiveWithAnyArgs().MailAsync(null!, null!, default);
    }

    [Fact]
    public async Task AfterADay_ItIsGivenUp()
    {
        _delivery.PostAsync(null!, "", null!, default).ReturnsForAnyArgs(Task.FromException(new AlertNotDeliveredException("500")));
        _clock.Advance(TimeSpan.FromHours(25));

        await DeliverAsync();

        await _outbox.ReceivedWithAnyArgs(1).RemoveAsync(null!, default);
    }

    private Task DeliverAsync() => new DeliverAlertsHandler(_outbox, _settings, _delivery, _summaries, _clock, NullLogger<DeliverAlertsHandler>.Instance).Handle(new DeliverAlerts(), default);

    private void CaseIs(string? id) => _summaries.FindAsync(Known.Conversation, default).ReturnsForAnyArgs(
        new ConversationSummary(Known.Conversation) { Case = id is null ? null : new PersonCase(id, CaseReason.Asked, Known.Now) });
}

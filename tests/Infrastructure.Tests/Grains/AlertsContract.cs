using GptMessenger.Application.Alerts;
using GptMessenger.Application.Inbox;
using GptMessenger.Infrastructure.Tests.Facebook;
using GptMessenger.Infrastructure.Tests.Rgw;

namespace GptMessenger.Infrastructure.Tests.Grains;

/// <summary>What alerts rely on, whatever keeps them.</summary>
public abstract class AlertsContract
{
    private static readonly DateTimeOffset Now = new(2026, 11, 9, 12, 0, 0, TimeSpan.Zero);

    private protected abstract IAlertOutbox Alerts { get; }

    private protected abstract Task RestartAsync();

    [StoreFact]
    public async Task Added_IsTakenWhenItIsDue_AlsoByTheNextProcess_AndByOneOnly()
    {
        await Alerts.AddAsync(Alert("a", Now), default);
        await RestartAsync();

        (await TakeAsync(Now.AddSeconds(-1))).Should().BeEmpty();
        (await Alerts.TakeDueAsync(Now, Now.AddMinutes(2), 10, default)).Should().Equal(Alert("a", Now));
        (await TakeAsync(Now.AddMinutes(1))).Should().BeEmpty("somebody is at it");
        (await TakeAsync(Now.AddMinutes(3))).Should().Equal("a");
    }

    [StoreFact]
    public async Task TheSameCaseAgain_IsNoSecondAlert()
    {
        await Alerts.AddAsync(Alert("a", Now), default);
        await Alerts.SaveAsync(Alert("a", Now.AddHours(1)) with { Tries = 3, IsMailed = true }, default);
        await Alerts.AddAsync(Alert("a", Now), default);

        (await TakeAsync(Now.AddMinutes(1))).Should().BeEmpty();
        (await Alerts.TakeDueAsync(Now.AddHours(2), Now.AddHours(3), 10, default)).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Tries = 3, IsMailed = true, IsPosted = false });
    }

    [StoreFact]
    public async Task OldestAreTakenFirst_AndNoMoreThanAskedFor()
    {
        await Alerts.AddAsync(Alert("b", Now.AddSeconds(2)), default);
        await Alerts.AddAsync(Alert("a", Now.AddSeconds(1)), default);
        await Alerts.AddAsync(Alert("c", Now.AddSeconds(3)), default);

        (await TakeAsync(Now.AddMinutes(1), limit: 2)).Should().Equal("a", "b");
        (await TakeAsync(Now.AddMinutes(1), limit: 2)).Should().Equal("c");
    }

    [StoreFact]
    public async Task RemovedAndErased_AreGone_AndStayGone()
    {
        await Alerts.AddAsync(Alert("a", Now), default);
        await Alerts.AddAsync(Alert("b", Now) with { Conversation = GraphHost.Unconnected }, default);
        await Alerts.AddAsync(Alert("c", Now), default);

        await Alerts.RemoveAsync(Alert("a", Now), default);
        (await Alerts.EraseAsync(GraphHost.Conversation, default)).Should().Be(1);
        await Alerts.SaveAsync(Alert("c", Now), default);

        (await TakeAsync(Now)).Should().Equal("b");
    }

    private static Alert Alert(string id, DateTimeOffset due) => new(id, GraphHost.Conversation, CaseReason.DraftsRefused, Now) { DueAt = due };

    private async Task<IReadOnlyList<string>> TakeAsync(DateTimeOffset now, int limit = 10) =>
        [.. (await Alerts.TakeDueAsync(now, now.AddMinutes(1.5), limit, default)).Select(alert => alert.Id)];
}

using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Infrastructure.Tests.Facebook;
using GptMessenger.Infrastructure.Tests.Rgw;

namespace GptMessenger.Infrastructure.Tests.Grains;

/// <summary>What the inbox relies on, whatever keeps its rows.</summary>
public abstract class SummariesContract
{
    private static readonly DateTimeOffset Now = new(2026, 11, 9, 12, 0, 0, TimeSpan.Zero);
    private static readonly ConversationId Id = GraphHost.Conversation;

    private protected abstract IConversationSummaries Summaries { get; }

    /// <summary>The process ends, the next one begins.</summary>
    private protected abstract Task RestartAsync();

    [StoreFact]
    public async Task Put_IsFoundAsItWas_AlsoByTheNextProcess()
    {
        var summary = new ConversationSummary(Id)
        {
            CustomerName = "Zoë", AskNameAt = Now.AddDays(7), LastAt = Now, LastBy = Speaker.Person, Snippet = "Täschchen \"rot\" '%_\\ 👜", UnansweredSince = Now.AddTicks(5), PausedUntil = Now.AddHours(1),
            Failed = new FailedTurn("t1", "no", Now), Case = new PersonCase("c1", CaseReason.DraftsRefused, Now), LastAskedAt = Now, LastToldAt = Now, DeliveredUntil = Now, ReadUntil = Now, Through = "m1",
        };
        await Summaries.PutAsync(new ConversationSummary(Id) { LastAt = Now.AddDays(-1) }, default);
        await Summaries.PutAsync(summary, default);
        await RestartAsync();

        (await Summaries.FindAsync(Id, default)).Should().Be(summary);
        (await Summaries.FindAsync(Customer(7), default)).Should().BeNull();
    }

    [StoreFact]
    public async Task Add_LeavesWhatIsThere()
    {
        await Summaries.AddAsync(Row(1) with { Snippet = "first" }, default);
        await Summaries.AddAsync(Row(1) with { Snippet = "second" }, default);

        (await Summaries.FindAsync(Customer(1), default))!.Snippet.Should().Be("first");
        (await ListAsync(new InboxQuery(Id.Tenant, Now, 10))).Should().ContainSingle();
    }

    [StoreFact]
    public async Task List_IsNewestFirst_AndGoesOnWhereItStopped_AlsoWithinOneMillisecond()
    {
        for (int i = 0; i < 25; i++)
        {
            await Summaries.PutAsync(Row(i) with { LastAt = Now.AddMilliseconds(i / 10) }, default);
        }

        var listed = new List<ConversationSummary>();
        InboxPlace? after = null;
        for (int pages = 0; pages < 10 && await Summaries.ListAsync(new InboxQuery(Id.Tenant, Now, 4) { After = after }, default) is { Count: > 0 } page; pages++)
        {
            page.Count.Should().BeLessThanOrEqualTo(4);
            listed.AddRange(page);
            after = InboxPlace.Parse(InboxPlace.Of(page[^1]).ToString());
        }

        listed.Should().HaveCount(25).And.OnlyHaveUniqueItems().And.BeInDescendingOrder(row => row.LastAt);
    }

    [StoreFact]
    public async Task RowThatChanges_MovesInTheList()
    {
        await Summaries.PutAsync(Row(1), default);
        await Summaries.PutAsync(Row(2) with { LastAt = Now.AddSeconds(1) }, default);
        await Summaries.PutAsync(Row(1) with { LastAt = Now.AddSeconds(2) }, default);

        (await ListAsync(new InboxQuery(Id.Tenant, Now, 10))).Should().Equal("1", "2");
    }

    [StoreFact]
    public async Task Filters_ShowTheirOwn_AndNothingThatWasAndIsNoMore()
    {
        await Summaries.PutAsync(Row(1) with { Case = new PersonCase("c", CaseReason.Asked, Now) }, default);
        await Summaries.PutAsync(Row(2) with { PausedUntil = Now.AddMinutes(1) }, default);
        await Summaries.PutAsync(Row(3) with { PausedUntil = Now.AddMinutes(-1) }, default);
        await Summaries.PutAsync(Row(4) with { UnansweredSince = Now }, default);
        await Summaries.PutAsync(Row(5) with { Failed = new FailedTurn("t", "", Now) }, default);
        await Summaries.PutAsync(Row(6) with { Case = new PersonCase("c", CaseReason.Asked, Now), Failed = new FailedTurn("t", "", Now), UnansweredSince = Now }, default);
        await Summaries.PutAsync(Row(6), default);

        (await FilteredAsync(InboxFilter.NeedsPerson)).Should().Equal("1");
        (await FilteredAsync(InboxFilter.Paused)).Should().Equal("2");
        (await FilteredAsync(InboxFilter.Unanswered)).Should().Equal("4");
        (await FilteredAsync(InboxFilter.Failed)).Should().Equal("5");
        (await FilteredAsync(InboxFilter.All)).Should().HaveCount(6);
    }

    [StoreFact]
    public async Task PageAndWords_NarrowTheList()
    {
        PageId.TryParse("other", out var other).Should().BeTrue();
        await Summaries.PutAsync(Row(1) with { CustomerName = "Zoë MÜLLER" }, default);
        await Summaries.PutAsync(Row(2) with { Snippet = "100% Wolle_rot" }, default);
        await Summaries.PutAsync(new ConversationSummary(Id with { Page = other }) { LastAt = Now, Snippet = "wolle", UnansweredSince = Now }, default);

        (await ListAsync(new InboxQuery(Id.Tenant, Now, 10) { Text = "müller" })).Should().Equal("1");
        (await ListAsync(new InboxQuery(Id.Tenant, Now, 10) { Text = "100% wolle_" })).Should().Equal("2");
        (await ListAsync(new InboxQuery(Id.Tenant, Now, 10) { Text = "%" })).Should().Equal("2");
        (await ListAsync(new InboxQuery(Id.Tenant, Now, 10) { Text = "wolle", Page = new ConnectedPage(Id.Tenant, Id.Channel, other) })).Should().Equal(Id.Sender.Value);
        (await ListAsync(new InboxQuery(Id.Tenant, Now, 10) { Filter = InboxFilter.Unanswered, Page = new ConnectedPage(Id.Tenant, Id.Channel, Id.Page) })).Should().BeEmpty();
        (await ListAsync(new InboxQuery(Id.Tenant, Now, 10) { Text = Id.Sender.Value })).Should().Equal(Id.Sender.Value);
    }

    [StoreFact]
    public async Task OtherTenants_AreNotSeen()
    {
        TenantId.TryParse("tenant-2", out var other).Should().BeTrue();
        await Summaries.PutAsync(Row(1), default);
        await Summaries.PutAsync(new ConversationSummary(Id with { Tenant = other }) { LastAt = Now }, default);

        (await ListAsync(new InboxQuery(Id.Tenant, Now, 10))).Should().Equal("1");
    }

    [StoreFact]
    public async Task Search_LooksBehindAnyNumberOfOthers()
    {
        await Task.WhenAll(Enumerable.Range(0, 4100).Select(i => Summaries.PutAsync(Row(i) with { LastAt = Now.AddSeconds(i % 3), Snippet = i is 0 or 2 ? "the one" : "not" }, default)));

        (await ListAsync(new InboxQuery(Id.Tenant, Now, 10) { Text = "the one" })).Should().BeEquivalentTo("0", "2");
    }

    [StoreFact]
    public async Task Erased_IsNowhere()
    {
        await Summaries.PutAsync(Row(1) with { Case = new PersonCase("c", CaseReason.Asked, Now) }, default);

        (await Summaries.EraseAsync(Customer(1), default)).Should().BeTrue();
        (await Summaries.EraseAsync(Customer(1), default)).Should().BeFalse();

        (await FilteredAsync(InboxFilter.NeedsPerson)).Should().BeEmpty();
        (await ListAsync(new InboxQuery(Id.Tenant, Now, 10))).Should().BeEmpty();
    }

    [StoreFact]
    public async Task LastWordsOfAPage_AreThoseOfItsConversations_AndOfNoOtherPage()
    {
        PageId.TryParse("other", out var other).Should().BeTrue();
        var page = new ConnectedPage(Id.Tenant, Id.Channel, Id.Page);
        (await Summaries.LastOfAsync(page, default)).Should().Be(new PageMoments(null, null));
        await Summaries.PutAsync(Row(1) with { LastAskedAt = Now, LastToldAt = Now.AddSeconds(-5) }, default);
        await Summaries.AddAsync(Row(2) with { LastAskedAt = Now.AddSeconds(-9), LastToldAt = Now.AddSeconds(2) }, default);
        await Summaries.PutAsync(Row(3), default);
        await Summaries.PutAsync(new ConversationSummary(Id with { Page = other }) { LastAt = Now, LastAskedAt = Now.AddDays(1), LastToldAt = Now.AddDays(1) }, default);
        await RestartAsync();
        (await Summaries.LastOfAsync(page, default)).Should().Be(new PageMoments(Now, Now.AddSeconds(2)));

        await Summaries.PutAsync(Row(1) with { LastAskedAt = Now.AddSeconds(7), LastToldAt = Now.AddSeconds(-5) }, default);
        (await Summaries.LastOfAsync(page, default)).LastIn.Should().Be(Now.AddSeconds(7));
        await Summaries.EraseAsync(Customer(1), default);
        (await Summaries.LastOfAsync(page, default)).Should().Be(new PageMoments(Now.AddSeconds(-9), Now.AddSeconds(2)));
    }

    [StoreFact]
    public async Task FilledPages_AreRemembered()
    {
        var page = new ConnectedPage(Id.Tenant, Id.Channel, Id.Page);
        (await Summaries.IsFilledAsync(page, default)).Should().BeFalse();
        await Summaries.SetFilledAsync(page, default);
        await Summaries.SetFilledAsync(page, default);
        await RestartAsync();

        (await Summaries.IsFilledAsync(page, default)).Should().BeTrue();
        TenantId.TryParse("tenant-2", out var other).Should().BeTrue();
        (await Summaries.IsFilledAsync(page with { Tenant = other }, default)).Should().BeFalse();
    }

    private static ConversationId Customer(int number) =>
        SenderId.TryParse(number.ToString(System.Globalization.CultureInfo.InvariantCulture), out var sender) ? Id with { Sender = sender } : throw new InvalidOperationException();

    private static ConversationSummary Row(int number) => new(Customer(number)) { LastAt = Now, Snippet = "" };

    private async Task<IReadOnlyList<string>> ListAsync(InboxQuery query) => [.. (await Summaries.ListAsync(query, default)).Select(row => row.Conversation.Sender.Value)];

    private Task<IReadOnlyList<string>> FilteredAsync(InboxFilter filter) => ListAsync(new InboxQuery(Id.Tenant, Now, 10) { Filter = filter });
}

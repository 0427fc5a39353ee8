using System.Collections.Concurrent;
using System.Diagnostics;
using GptMessenger.Application.Customers;
using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Tests.Redis;
using GptMessenger.Infrastructure.Tests.Rgw;
using MediatR;
using Xunit.Abstractions;

namespace GptMessenger.Infrastructure.Tests.Grains;

/// <summary>Open inboxes hear of what happens, on whichever node of a real cluster that is.</summary>
[Collection(SharedRedis.Name), NeedsRedis]
public sealed class InboxWatchTests(RedisFixture redis, ITestOutputHelper output) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("inbox-").FullName;
    private InboxNode _one = null!;
    private InboxNode _two = null!;

    public async Task InitializeAsync()
    {
        await (await redis.OpenEmptyAsync()).DisposeAsync();
        (_one, _two) = (await StartAsync(), await StartAsync());
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [StoreFact]
    public async Task WhatHappensOnAnyNode_IsHeardOnEach_AndOnlyByItsTenant()
    {
        using var stop = new CancellationTokenSource();
        var (here, there, stranger) = (await ListenAsync(_one, InboxNode.Conversation.Tenant, stop.Token), await ListenAsync(_two, InboxNode.Conversation.Tenant, stop.Token), await ListenAsync(_one, Tenant("tenant-2"), stop.Token));
        for (int i = 0; i < 20; i++)
        {
            var conversation = Customer(i);
            long start = Stopwatch.GetTimestamp();
            await (i % 2 == 0 ? _one : _two).WriteAsync(conversation, $"m{i}", $"hello {i}");
            await UntilAsync(() => here.Any(item => item.Conversation == conversation) && there.Any(item => item.Conversation == conversation));
            output.WriteLine($"{i}: heard on both nodes after {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms");
        }

        here.Last(item => item.Conversation == Customer(3)).Summary!.Snippet.Should().Be("hello 3");
        stranger.Should().OnlyContain(item => item.Conversation == null);
        await stop.CancelAsync();
    }

    [StoreFact]
    public async Task NodeThatLeaves_TakesNoInboxWithIt()
    {
        using var stop = new CancellationTokenSource();
        var heard = await ListenAsync(_one, InboxNode.Conversation.Tenant, stop.Token);

        await _two.DisposeAsync();
        _two = await StartAsync();
        await UntilAsync(async () =>
        {
            await _one.WriteAsync(Customer(1), $"m{Guid.NewGuid():N}", "still there?");
            return heard.Any(item => item.Conversation == Customer(1));
        });

        await stop.CancelAsync();
    }

    [StoreFact]
    public async Task Erased_IsHeard_AndFoundNowhere()
    {
        using var stop = new CancellationTokenSource();
        var heard = await ListenAsync(_one, InboxNode.Conversation.Tenant, stop.Token);
        await _two.WriteAsync(Customer(1), "m1", "a human please");
        await UntilAsync(() => heard.Any(item => item.Summary?.Case is not null));

        await _two.Get<ISender>().Send(new EraseCustomer(Customer(1)));

        await UntilAsync(() => heard.Any(item => item.Conversation == Customer(1) && item.Summary is null));
        (await _one.Get<IConversationSummaries>().FindAsync(Customer(1), default)).Should().BeNull();
        (await _one.Get<Application.Alerts.IAlertOutbox>().TakeDueAsync(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, 10, default)).Should().BeEmpty();
        await stop.CancelAsync();
    }

    [StoreFact]
    public async Task WhoWrites_IsHeardOnTheOtherNode()
    {
        using var stop = new CancellationTokenSource();
        var heard = await ListenAsync(_one, InboxNode.Conversation.Tenant, stop.Token);

        await _two.Get<ISender>().Send(new NoteWriting(Customer(1), new InboxWriter("desk", "Ann")));

        await UntilAsync(() => heard.Any(item => item.Conversation == Customer(1) && item.Writer == new InboxWriter("desk", "Ann")));
        await stop.CancelAsync();
    }

    [Fact]
    public async Task WhoWrites_TakesNothingFromWhatElseIsHeardOfTheConversation()
    {
        var listener = new InboxListener();
        listener.Hear(new InboxNewsItem(Customer(1), new ConversationSummary(Customer(1))));
        listener.Hear(new InboxNewsItem(Customer(1), null) { Writer = new InboxWriter("desk", "Ann") });

        var heard = new List<InboxNewsItem>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await foreach (var item in listener.ReadAsync(patience.Token))
        {
            heard.Add(item);
            if (heard.Count == 2)
            {
                break;
            }
        }

        heard.Should().ContainSingle(item => item.Summary != null).And.ContainSingle(item => item.Writer != null);
    }

    [StoreFact]
    public async Task LastInboxThatCloses_LeavesNobodyToTell()
    {
        using var stop = new CancellationTokenSource();
        var heard = await ListenAsync(_one, InboxNode.Conversation.Tenant, stop.Token);
        await stop.CancelAsync();
        await UntilAsync(async () =>
        {
            // As long as the first one's place is still there, the second would join it.
            using var again = new CancellationTokenSource();
            var second = await ListenAsync(_one, InboxNode.Conversation.Tenant, again.Token);
            await again.CancelAsync();
            return !second.IsEmpty;
        });
        int before = heard.Count;

        await _one.WriteAsync(Customer(1), "m1", "hello");
        await UntilAsync(async () => await _one.Get<IConversationSummaries>().FindAsync(Customer(1), default) is not null);

        heard.Should().HaveCount(before);
    }

    /// <returns>What is heard, from when nothing can be missed any more.</returns>
    private static async Task<ConcurrentQueue<InboxNewsItem>> ListenAsync(InboxNode node, TenantId tenant, CancellationToken cancellationToken)
    {
        var heard = new ConcurrentQueue<InboxNewsItem>();
        _ = Task.Run(
            async () =>
            {
                await foreach (var item in node.Get<IInboxWatch>().WatchAsync(tenant, cancellationToken))
                {
                    heard.Enqueue(item);
                }
            },
            CancellationToken.None);
        await UntilAsync(() => !heard.IsEmpty);
        return heard;
    }

    private Task<InboxNode> StartAsync() => InboxNode.StartAsync(_folder, new NodeOptions(ClusterKind.Redis, redis.Connection));

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }

    private static TenantId Tenant(string text) => TenantId.TryParse(text, out var id) ? id : throw new ArgumentException("Not a tenant.", nameof(text));

    private static ConversationId Customer(int number) =>
        SenderId.TryParse($"{900 + number}", out var sender) ? InboxNode.Conversation with { Sender = sender } : throw new ArgumentOutOfRangeException(nameof(number));
}

using System.Runtime.CompilerServices;
using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>
/// The open inboxes of this node: for all of one tenant's it is registered once, for as long as there are any, and says so again every few
/// seconds. Where the switchboard moved to another node meanwhile, the inboxes are told to read their lists anew.
/// </summary>
internal sealed partial class InboxWatch(IGrainFactory grains, TimeProvider clock, ILogger<InboxWatch> logger) : IInboxWatch, IInboxNews
{
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<TenantId, Post> _posts = [];

    public void Changed(ConversationSummary summary) => Tell(summary.Conversation.Tenant, new InboxWord(summary.Conversation.ToString(), SummaryJson.Write(summary)));

    public void Erased(ConversationId conversation) => Tell(conversation.Tenant, new InboxWord(conversation.ToString(), Summary: null));

    public void Writing(ConversationId conversation, InboxWriter writer) =>
        Tell(conversation.Tenant, new InboxWord(conversation.ToString(), Summary: null) { Desk = writer.Desk, Name = writer.Name });

    public async IAsyncEnumerable<InboxNewsItem> WatchAsync(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listener = new InboxListener();
        var post = Join(tenant, listener);
        try
        {
            // Whoever reads the list after the first item misses nothing.
            await post.IsHeard.WaitAsync(cancellationToken);
            listener.MayHaveMissed();
            await foreach (var item in listener.ReadAsync(cancellationToken))
            {
                yield return item;
            }
        }
        finally
        {
            Leave(tenant, post, listener);
        }
    }

    private void Tell(TenantId tenant, InboxWord word) => grains.GetGrain<IInboxGrain>(tenant.Value).TellAsync(word).Ignore();

    private Post Join(TenantId tenant, InboxListener listener)
    {
        lock (_lock)
        {
            if (!_posts.TryGetValue(tenant, out var post))
            {
                _posts[tenant] = post = new Post();
                _ = KeepAsync(tenant, post);
            }

            post.Add(listener);
            return post;
        }
    }

    private void Leave(TenantId tenant, Post post, InboxListener listener)
    {
        lock (_lock)
        {
            if (post.Remove(listener))
            {
                _posts.Remove(tenant);
                post.End();
            }
        }
    }

    private async Task KeepAsync(TenantId tenant, Post post)
    {
        var inbox = grains.GetGrain<IInboxGrain>(tenant.Value);
        var watcher = grains.CreateObjectReference<IInboxWatcher>(post);
        while (!post.HasEnded.IsCancellationRequested)
        {
            try
            {
                if (!await inbox.WatchAsync(watcher) && post.IsHeard.IsCompleted)
                {
                    post.MayHaveMissed();
                }

                post.Heard();
            }
            catch (Exception e) when (e is OrleansException or TimeoutException)
            {
                LogDeaf(tenant, e.Message);
            }

            await Task.Delay(Renewal, clock, post.HasEnded).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        inbox.LeaveAsync(watcher).Ignore();
        grains.DeleteObjectReference<IInboxWatcher>(watcher);
        post.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "Open inboxes of tenant {Tenant} on this node hear of nothing for the moment: {Reason}")]
    private partial void LogDeaf(TenantId tenant, string reason);

    /// <summary>One tenant's open inboxes on this node.</summary>
    private sealed class Post : IInboxWatcher, IDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private InboxListener[] _listeners = [];

        public Task IsHeard => _heard.Task;

        public CancellationToken HasEnded => _end.Token;

        public void Add(InboxListener listener) => _listeners = [.. _listeners, listener];

        /// <returns>It was the last one.</returns>
        public bool Remove(InboxListener listener)
        {
            _listeners = [.. _listeners.Where(each => each != listener)];
            return _listeners.Length == 0;
        }

        public void Heard() => _heard.TrySetResult();

        public void End() => _end.Cancel();

        public Task HearAsync(InboxWord word)
        {
            if (ConversationId.TryParse(word.Conversation, out var conversation))
            {
                var item = new InboxNewsItem(conversation, word.Summary is null ? null : SummaryJson.Read(word.Summary))
                {
                    Writer = word is { Desk: { } desk, Name: { } name } ? new InboxWriter(desk, name) : null,
                };
                Array.ForEach(_listeners, listener => listener.Hear(item));
            }

            return Task.CompletedTask;
        }

        public void MayHaveMissed() => Array.ForEach(_listeners, listener => listener.MayHaveMissed());

        public void Dispose() => _end.Dispose();
    }
}

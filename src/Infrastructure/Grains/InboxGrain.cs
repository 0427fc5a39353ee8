using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using MediatR;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Utilities;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>The switchboard of a tenant's inbox; its key is the tenant.</summary>
[Alias("gptmessenger.inbox")]
internal interface IInboxGrain : IGrainWithStringKey
{
    /// <summary>To be called again, well within <see cref="InboxGrain.Forgets"/>.</summary>
    /// <returns>False: the watcher was not known, so it may have missed something.</returns>
    [AlwaysInterleave]
    [Alias("Watch")]
    Task<bool> WatchAsync(IInboxWatcher watcher);

    [OneWay]
    [AlwaysInterleave]
    [Alias("Leave")]
    Task LeaveAsync(IInboxWatcher watcher);

    [OneWay]
    [AlwaysInterleave]
    [Alias("Tell")]
    Task TellAsync(InboxWord word);

    /// <summary>The page's conversations of before there was an inbox get into it, where that was not done yet.</summary>
    [OneWay]
    [AlwaysInterleave]
    [Alias("Fill")]
    Task FillAsync(string channel, string page);
}

/// <summary>A node with open inboxes of the tenant.</summary>
[Alias("gptmessenger.inbox-watcher")]
internal interface IInboxWatcher : IGrainObserver
{
    [OneWay]
    [Alias("Hear")]
    Task HearAsync(InboxWord word);
}

/// <param name="Conversation">Which.</param>
/// <param name="Summary">As it is now, as <see cref="SummaryJson"/> writes it; null: it was erased.</param>
[GenerateSerializer, Immutable, Alias("gptmessenger.inbox-word")]
internal sealed record InboxWord([property: Id(0)] string Conversation, [property: Id(1)] string? Summary)
{
    /// <summary>Where somebody is writing an answer, and who; null: nobody is, the word is of the conversation.</summary>
    [Id(2)]
    public string? Desk { get; init; }

    [Id(3)]
    public string? Name { get; init; }
}

/// <summary>Passes on what changes to the nodes that have the inbox open, and has nothing to do where none has.</summary>
internal sealed partial class InboxGrain(ISender sender, ILogger<InboxGrain> logger) : Grain, IInboxGrain
{
    /// <summary>A node that died is told for so long.</summary>
    internal static readonly TimeSpan Forgets = TimeSpan.FromSeconds(30);

    private readonly ObserverManager<IInboxWatcher> _watchers = new(Forgets, logger);
    private readonly HashSet<ConnectedPage> _filling = [];

    public Task<bool> WatchAsync(IInboxWatcher watcher)
    {
        bool isKnown = _watchers.Observers.ContainsKey(watcher);
        _watchers.Subscribe(watcher, watcher);
        return Task.FromResult(isKnown);
    }

    public Task LeaveAsync(IInboxWatcher watcher)
    {
        _watchers.Unsubscribe(watcher);
        return Task.CompletedTask;
    }

    public Task TellAsync(InboxWord word) => _watchers.Count == 0 ? Task.CompletedTask : _watchers.Notify(watcher => watcher.HearAsync(word));

    public async Task FillAsync(string channel, string page)
    {
        if (!TenantId.TryParse(this.GetPrimaryKeyString(), out var tenant) || Channels.Find(channel) is not { } where || !PageId.TryParse(page, out var id))
        {
            return;
        }

        var connected = new ConnectedPage(tenant, where, id);
        if (!_filling.Add(connected))
        {
            return;
        }

        try
        {
            await sender.Send(new FillInbox(connected), CancellationToken.None);
        }
        catch (Application.Conversations.StoreUnavailableException e)
        {
            LogNotFilled(id, e.Message);
        }
        finally
        {
            _filling.Remove(connected);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The inbox lacks conversations of page {Page} that were there before it; it goes on within minutes: {Reason}")]
    private partial void LogNotFilled(PageId page, string reason);
}

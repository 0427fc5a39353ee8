using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>
/// Sees to it that the inbox is whole: after a start it shows the turns that ended right before, whose process may have died before it told the
/// inbox; and pages whose conversations were there before the inbox are looked through, now and whenever a page was connected since.
/// </summary>
internal sealed partial class InboxRounds(ITurnRecords turns, IConnectedPages pages, IGrainFactory grains, TimeProvider clock, ILogger<InboxRounds> logger) : BackgroundService
{
    private const int MostTurns = 500;

    /// <summary>Others come first after a start.</summary>
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>A process that dies leaves a second untold; that it was not started again at once is the usual case.</summary>
    private static readonly TimeSpan MayBeUntold = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(First, clock, stoppingToken);
        bool isCaughtUp = false;
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            isCaughtUp = isCaughtUp || await CatchUpAsync(stoppingToken);
            foreach (var page in pages.All)
            {
                grains.GetGrain<IInboxGrain>(page.Tenant.Value).FillAsync(page.Channel.Folder(), page.Page.Value).Ignore();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> CatchUpAsync(CancellationToken stoppingToken)
    {
        var since = clock.GetUtcNow() - MayBeUntold;
        try
        {
            var conversations = new HashSet<ConversationId>();
            foreach (var state in Enum.GetValues<TurnState>())
            {
                var ended = await turns.ListAsync(new TurnFilter(state, MostTurns), stoppingToken);
                conversations.UnionWith(ended.Where(turn => turn.EndedAt > since).Select(turn => turn.Conversation));
            }

            foreach (var conversation in conversations)
            {
                grains.GetGrain<IConversationGrain>(conversation.ToString()).ShowAsync().Ignore();
            }

            return true;
        }
        catch (StoreUnavailableException e)
        {
            LogNotCaughtUp(e.Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The inbox may lack what happened right before the start; it is tried again in a minute: {Reason}")]
    private partial void LogNotCaughtUp(string reason);
}

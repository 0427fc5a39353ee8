using System.Threading.Channels;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>Wakes the conversations of this node that wait for a page. Those of other nodes are woken there.</summary>
internal sealed partial class PutOffTurns(OpenTurns open, IGrainFactory grains, ILogger<PutOffTurns> logger) : BackgroundService, IPutOffTurns
{
    private readonly Channel<PageId> _asked = System.Threading.Channels.Channel.CreateUnbounded<PageId>();

    public void Wake(PageId page) => _asked.Writer.TryWrite(page);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var page in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            var waiting = open.PutOff(page);
            foreach (var conversation in waiting)
            {
                await WakeAsync(conversation, stoppingToken);
            }

            if (waiting.Count > 0)
            {
                LogWoken(page, waiting.Count);
            }
        }
    }

    private async Task WakeAsync(ConversationId conversation, CancellationToken stoppingToken)
    {
        try
        {
            await grains.GetGrain<IConversationGrain>(conversation.ToString()).WakeAsync().WaitAsync(stoppingToken);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            // It goes on by itself when its time has come.
            LogAsleep(conversation, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Page {Page} has another token; turns that waited for it and are tried now: {Count}")]
    private partial void LogWoken(PageId page, int count);

    [LoggerMessage(LogLevel.Debug, "A turn of {Conversation} waits for its next try all the same: {Reason}")]
    private partial void LogAsleep(ConversationId conversation, string reason);
}

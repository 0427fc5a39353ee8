using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Inbox;

/// <summary>
/// Gives the conversations of a page that were there before the inbox was, or that another system wrote, their rows: once for each page, by a
/// listing of its conversations. Interrupted, it begins anew and passes over what is done.
/// </summary>
public sealed record FillInbox(ConnectedPage Page) : IRequest;

internal sealed partial class FillInboxHandler(
    IConversationSummaries summaries, IConversationStore store, IBotPause pause, ReplyOptions options, TimeProvider clock, ILogger<FillInboxHandler> logger)
    : IRequestHandler<FillInbox>
{
    /// <summary>Few enough that customers do not feel it.</summary>
    private const int Together = 4;

    public async Task Handle(FillInbox request, CancellationToken cancellationToken)
    {
        if (await summaries.IsFilledAsync(request.Page, cancellationToken))
        {
            return;
        }

        int count = 0;
        await Parallel.ForEachAsync(store.ListAsync(request.Page, cancellationToken), new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellationToken }, async (id, token) =>
        {
            if (await summaries.FindAsync(id, token) is null && await AddAsync(id, token))
            {
                Interlocked.Increment(ref count);
            }
        });
        await summaries.SetFilledAsync(request.Page, cancellationToken);
        LogFilled(request.Page.Page, count);
    }

    private async Task<bool> AddAsync(ConversationId id, CancellationToken cancellationToken)
    {
        try
        {
            var (conversation, version) = await store.ReadAsync(id, cancellationToken);
            if (version is null)
            {
                // Erased meanwhile.
                return false;
            }

            var seen = new Glance(conversation, Turn: null, await pause.ReadAsync(id, cancellationToken));

            // What is old opens no case: nobody is to be alarmed by the past.
            await summaries.AddAsync(seen.Refresh(new ConversationSummary(id) { Through = conversation.End }, options.AppId, clock.GetUtcNow()), cancellationToken);
            return true;
        }
        catch (UnreadableFileException e)
        {
            LogUnreadable(e.Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "The inbox has the conversations of page {Page} that were there before it: {Count}")]
    private partial void LogFilled(PageId page, int count);

    [LoggerMessage(LogLevel.Warning, "The inbox leaves a conversation out: {Reason}")]
    private partial void LogUnreadable(string reason);
}

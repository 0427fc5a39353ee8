using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Replies;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>
/// Holds a page's calls back: fewer when its allowance runs out, none while Graph asks to be left alone, and none but a rare probe while its
/// token is dead or Meta has stopped it. What is held back is not lost: its turn stays open and is tried again.
/// Each node learns for itself.
/// </summary>
internal sealed partial class PageBrake(
    IMessengerClient messenger, IPageTokens tokens, PageLanes lanes, IPageChecks checks, TimeProvider clock, ILogger<PageBrake> logger) : IMessengerClient
{
    /// <summary>Later than that the send is not made: another node may have taken the turn over while this one stood still.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(3);

    public async Task<SendResult> SendAsync(ConversationId conversation, ReplyPart part, CancellationToken cancellationToken)
    {
        var (page, lane) = (conversation.Page, lanes.Of(conversation.Page));
        string? token = tokens.Find(page);
        if (lane.OpenFor(token))
        {
            LogOpened(page);
        }

        var now = clock.GetUtcNow();
        if ((lane.Refusal(token, now) ?? lanes.All.Refusal(null, now)) is { } refusal)
        {
            return refusal;
        }

        var (wait, hasPlace) = lane.Queue.TakePlace(lanes.Usage(page, now), now);
        if (!hasPlace)
        {
            return new SendResult(SendVerdict.Wait, RetryAfter: wait, Error: "The page sends more slowly, because it nears Graph's limits");
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken);
            var due = now + wait;
            now = clock.GetUtcNow();
            if (now - due > Tolerance)
            {
                return new SendResult(SendVerdict.Wait, RetryAfter: Tolerance, Error: "The process stood still while the send waited its turn");
            }
        }

        if ((lanes.All.Enter(null, now) ?? lane.Enter(token, now)) is { } late)
        {
            return late;
        }

        return Learn(conversation, token, now, await messenger.SendAsync(conversation, part, cancellationToken));
    }

    public Task<LookResult> FindSentAsync(
        ConversationId conversation, ReplyPart part, IReadOnlySet<string> otherMids, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var refusal = lanes.All.Refusal(null, now) ?? lanes.Of(conversation.Page).Refusal(tokens.Find(conversation.Page), now);

        // A page that may not write may still read.
        return refusal is { Verdict: not SendVerdict.PageStopped }
            ? Task.FromResult(LookResult.HeldBack(refusal.RetryAfter))
            : messenger.FindSentAsync(conversation, part, otherMids, cancellationToken);
    }

    public Task MarkSeenAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        HasRoom(conversation.Page) ? messenger.MarkSeenAsync(conversation, cancellationToken) : Task.CompletedTask;

    public Task ShowTypingAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        HasRoom(conversation.Page) ? messenger.ShowTypingAsync(conversation, cancellationToken) : Task.CompletedTask;

    /// <summary>Signs of life are the first to go: they cost the same as an answer.</summary>
    private bool HasRoom(PageId page) => lanes.HasRoom(page, tokens.Find(page));

    private SendResult Learn(ConversationId conversation, string? token, DateTimeOffset begunAt, SendResult result)
    {
        var now = clock.GetUtcNow();
        var (page, lane) = (conversation.Page, lanes.Of(conversation.Page));
        switch (result.Verdict)
        {
            case SendVerdict.Reauthorize or SendVerdict.PageStopped:
                if (token == tokens.Find(page) && lane.Close(result, token, now))
                {
                    LogClosed(page, Remedy(result.Verdict, page), result.Error);
                    checks.Request(new ConnectedPage(conversation.Tenant, conversation.Channel, page));
                }

                return result;
            case SendVerdict.Wait:
                var (pause, isNews) = (result.IsForAllPages ? lanes.All : lane).Wait(result.RetryAfter, now);
                if (isNews)
                {
                    LogWaits(result.IsForAllPages ? "Every page" : $"Page {page}", pause.TotalSeconds, result.Error);
                }

                return result with { RetryAfter = pause };

            // Graph looked at the customer, so it had no quarrel with the page.
            case SendVerdict.Sent or SendVerdict.WindowClosed or SendVerdict.PersonUnreachable or SendVerdict.ThreadTaken:
                lanes.All.Open(begunAt);
                if (lane.Open(begunAt))
                {
                    LogOpened(page);
                }

                return result;
            default:
                return result;
        }
    }

    private static string Remedy(SendVerdict verdict, PageId page) => verdict == SendVerdict.PageStopped
        ? "Meta has stopped it, look at its Support Inbox and Page Quality"
        : $"its access token is refused, connect the page again or renew FACEBOOK_ACCESS_TOKEN_{page}";

    [LoggerMessage(LogLevel.Error, "Page {Page} cannot send, its customers wait: {Remedy}. Replies are kept until their 24 hours are over. The reason: {Error}")]
    private partial void LogClosed(PageId page, string remedy, string? error);

    [LoggerMessage(LogLevel.Information, "Page {Page} sends again")]
    private partial void LogOpened(PageId page);

    [LoggerMessage(LogLevel.Warning, "{Who} sends nothing for {Seconds:0} seconds, because Graph counts too many calls: {Error}")]
    private partial void LogWaits(string who, double seconds, string? error);
}

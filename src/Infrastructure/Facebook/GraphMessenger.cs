using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using Microsoft.Extensions.Logging;
using Polly.Timeout;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>Messenger through the Graph API.</summary>
internal sealed partial class GraphMessenger(
    IGraphApi graph, IPageTokens tokens, PageLanes lanes, GraphOptions options, TimeProvider clock, ILogger<GraphMessenger> logger) : IMessengerClient
{
    public async Task<SendResult> SendAsync(ConversationId conversation, ReplyPart part, CancellationToken cancellationToken)
    {
        string page = conversation.Page.Value;
        if (tokens.Find(conversation.Page) is not { } token)
        {
            return new SendResult(SendVerdict.Reauthorize, Error: $"Page {page} has no access token: set FACEBOOK_ACCESS_TOKEN_{page} or connect the page again");
        }

        try
        {
            var request = SendRequest.Of(conversation.Sender.Value, part);
            using var response = await graph.SendAsync(options.Version, page, Proof(token), request, token, cancellationToken);
            lanes.NoteUsage(conversation.Page, response.Headers);
            var answer = await GraphAnswer.ReadAsync(response, cancellationToken);
            return answer.SentMid is { } mid
                ? new SendResult(SendVerdict.Sent, mid)
                : new SendResult(
                    GraphErrors.Classify(answer.Status, answer.Code, answer.Subcode, answer.Message),
                    RetryAfter: GraphPauses.Read(response.Headers, clock.GetUtcNow()),
                    Error: answer.Describe(token, Words(part))) { IsForAllPages = GraphErrors.IsForAllPages(answer.Code) };
        }
        catch (HttpRequestException e) when (GraphConnections.NeverStood(e))
        {
            return new SendResult(SendVerdict.Retry, Error: $"Graph could not be reached: {e.Message}");
        }
        catch (Exception e) when (IsBrokenCall(e, cancellationToken))
        {
            return new SendResult(SendVerdict.InDoubt, Error: $"Graph did not answer: {e.Message}");
        }
    }

    public async Task<LookResult> FindSentAsync(
        ConversationId conversation, ReplyPart part, IReadOnlySet<string> otherMids, CancellationToken cancellationToken)
    {
        if (tokens.Find(conversation.Page) is not { } token)
        {
            LogUnreadable(conversation, "the page has no access token");
            return LookResult.HeldBack();
        }

        try
        {
            string platform = conversation.Channel == Channel.Instagram ? "instagram" : "messenger";
            GraphAnswer answer = null!;
            foreach (string fields in GraphThread.FieldsFor(part))
            {
                using var response = await graph.ReadThreadAsync(
                    options.Version, conversation.Page.Value, platform, conversation.Sender.Value, fields, Proof(token), token, cancellationToken);
                lanes.NoteUsage(conversation.Page, response.Headers);
                answer = await GraphAnswer.ReadAsync(response, cancellationToken);
                if (!answer.IsError)
                {
                    return GraphThread.Find(answer.Root, conversation, part, otherMids);
                }

                LogUnreadable(conversation, answer.Describe(token, Words(part)));
                if (!GraphErrors.MayBeAboutFields(answer.Code))
                {
                    break;
                }
            }

            return GraphErrors.IsTokenDead(answer.Code) ? LookResult.HeldBack() : LookResult.Unknown;
        }
        catch (Exception e) when (IsBrokenCall(e, cancellationToken))
        {
            LogUnreadable(conversation, e.Message);
        }

        return LookResult.Unknown;
    }

    public Task MarkSeenAsync(ConversationId conversation, CancellationToken cancellationToken) => ActAsync(conversation, "mark_seen", cancellationToken);

    public Task ShowTypingAsync(ConversationId conversation, CancellationToken cancellationToken) => ActAsync(conversation, "typing_on", cancellationToken);

    private async Task ActAsync(ConversationId conversation, string action, CancellationToken cancellationToken)
    {
        if (tokens.Find(conversation.Page) is not { } token)
        {
            LogActionFailed(action, conversation, "the page has no access token");
            return;
        }

        try
        {
            var request = new ActionRequest(new Recipient(conversation.Sender.Value), action);
            using var response = await graph.ActAsync(options.Version, conversation.Page.Value, Proof(token), request, token, cancellationToken);
            lanes.NoteUsage(conversation.Page, response.Headers);
            var answer = await GraphAnswer.ReadAsync(response, cancellationToken);
            if (answer.IsError)
            {
                LogActionFailed(action, conversation, answer.Describe(token));
            }
        }
        catch (Exception e) when (IsBrokenCall(e, cancellationToken))
        {
            LogActionFailed(action, conversation, e.Message);
        }
    }

    /// <summary>Not for a log.</summary>
    private static string Words(ReplyPart part) => part switch
    {
        TextPart text => text.Text,
        CardsPart cards => string.Join('\n', cards.Cards.Select(card => card.Title)),
        _ => "",
    };

    private string? Proof(string token) => AppSecretProof.Of(token, options.AppSecret);

    /// <summary>The caller's own cancellation is none.</summary>
    private static bool IsBrokenCall(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException or TimeoutRejectedException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    [LoggerMessage(LogLevel.Debug, "{Action} did not work in {Conversation}: {Reason}")]
    private partial void LogActionFailed(string action, ConversationId conversation, string reason);

    [LoggerMessage(LogLevel.Warning, "The thread of {Conversation} could not be read: {Reason}")]
    private partial void LogUnreadable(ConversationId conversation, string reason);
}

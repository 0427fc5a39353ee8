using GptMessenger.Application.Inbox;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>
/// Asks Graph for a customer's name. Such a call is the first to be left out (<see cref="PageLanes.HasRoom"/>), and what Graph says of
/// limits holds back the page's other calls as well.
/// </summary>
internal sealed partial class GraphCustomerProfiles(
    IGraphApi graph, IPageTokens tokens, PageLanes lanes, GraphOptions options, TimeProvider clock, ILogger<GraphCustomerProfiles> logger) : ICustomerProfiles
{
    /// <summary>One field that Graph does not know fails the whole call, and Instagram knows other ones.</summary>
    internal const string Fields = "first_name,last_name,name";

    internal const string InstagramFields = "name,username";

    public async Task<NameAnswer> AskNameAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        if (tokens.Find(conversation.Page) is not { } token || !lanes.HasRoom(conversation.Page, token))
        {
            return new NameAnswer(NameVerdict.HeldBack);
        }

        try
        {
            TimeSpan? pause = null;
            var answer = await GraphCalls.AskAsync(
                async () =>
                {
                    string fields = conversation.Channel == Channel.Instagram ? InstagramFields : Fields;
                    var response = await graph.ReadCustomerAsync(
                        options.Version, conversation.Sender.Value, fields, AppSecretProof.Of(token, options.AppSecret), token, cancellationToken);
                    lanes.NoteUsage(conversation.Page, response.Headers);
                    pause = GraphPauses.Read(response.Headers, clock.GetUtcNow());
                    return response;
                },
                cancellationToken);
            return answer.IsError ? Refused(conversation, answer, token, pause) : new NameAnswer(NameVerdict.Shown, NameIn(answer, conversation.Sender));
        }
        catch (PageUnreachableException e)
        {
            LogFailed(conversation, e.Message);
            return new NameAnswer(NameVerdict.Failed);
        }
    }

    private NameAnswer Refused(ConversationId conversation, GraphAnswer answer, string token, TimeSpan? pause)
    {
        LogFailed(conversation, answer.Describe(token));
        switch (GraphErrors.Classify(answer.Status, answer.Code, answer.Subcode, answer.Message))
        {
            case SendVerdict.Wait:
                (GraphErrors.IsForAllPages(answer.Code) ? lanes.All : lanes.Of(conversation.Page)).Wait(pause, clock.GetUtcNow());
                return new NameAnswer(NameVerdict.Failed);

            // That a token is dead, the page's next send finds out: here a missing permission looks the same.
            case SendVerdict.InDoubt:
            case var _ when GraphErrors.IsTokenDead(answer.Code):
                return new NameAnswer(NameVerdict.Failed);
            default:
                return new NameAnswer(NameVerdict.NotShown);
        }
    }

    private static string? NameIn(GraphAnswer answer, SenderId customer)
    {
        var root = answer.Root;
        if (root.Member("id").Id() is { } id && id != customer.Value)
        {
            return null;
        }

        return root.Member("name").Text() is { Length: > 0 } whole ? whole
            : $"{root.Member("first_name").Text()} {root.Member("last_name").Text()}" is { Length: > 1 } both ? both
            : root.Member("username").Text();
    }

    [LoggerMessage(LogLevel.Debug, "The name of the customer in {Conversation} was not shown: {Reason}")]
    private partial void LogFailed(ConversationId conversation, string reason);
}

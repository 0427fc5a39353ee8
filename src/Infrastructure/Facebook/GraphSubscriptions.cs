using GptMessenger.Application.Messenger;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Facebook;

internal sealed class GraphSubscriptions(IGraphApi graph, IPageTokens tokens, GraphOptions options) : IPageSubscriptions
{
    /// <summary>All of them each time: a call is believed to replace the set.</summary>
    public const string Fields =
        "messages,messaging_postbacks,messaging_referrals,message_echoes,message_deliveries,message_reads,message_reactions,message_edits,"
        + "messaging_handovers,standby,messaging_policy_enforcement";

    public async Task SubscribeAsync(PageId page, AccessToken token, CancellationToken cancellationToken) => Check(
        await GraphCalls.AskAsync(() => graph.SubscribeAsync(options.Version, page.Value, Fields, Proof(token.Value), token.Value, cancellationToken), cancellationToken), token.Value);

    public Task SubscribeAsync(PageId page, CancellationToken cancellationToken) => tokens.Find(page) is { } token
        ? SubscribeAsync(page, new AccessToken(token), cancellationToken)
        : throw new PageUnreachableException($"Page {page} has no access token");

    public async Task UnsubscribeAsync(PageId page, CancellationToken cancellationToken)
    {
        if (tokens.Find(page) is { } token)
        {
            Check(await GraphCalls.AskAsync(() => graph.UnsubscribeAsync(options.Version, page.Value, Proof(token), token, cancellationToken), cancellationToken), token);
        }
    }

    public async Task WelcomeAsync(PageId page, AccessToken token, MessengerWelcome welcome, CancellationToken cancellationToken)
    {
        var request = WelcomeRequest.Of(welcome);
        var answer = await GraphCalls.AskAsync(() => graph.WelcomeAsync(options.Version, page.Value, Proof(token.Value), request, token.Value, cancellationToken), cancellationToken);
        if (answer.IsError)
        {
            throw new PageUnreachableException(answer.Describe(token.Value));
        }
    }

    private string? Proof(string token) => AppSecretProof.Of(token, options.AppSecret);

    // Meta's pages print it as a text and as a truth.
    private static void Check(GraphAnswer answer, string token)
    {
        if (answer.IsError || !(answer.Root.Member("success").IsTrue() || answer.Root.Member("success").Text() == "true"))
        {
            throw new PageUnreachableException(answer.IsError ? answer.Describe(token) : "Graph did not say that it was done");
        }
    }
}

using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>Facebook Login's code flow, and what a user's token tells. Source: Meta's pages on long-lived tokens and on accounts.</summary>
internal sealed class GraphLogin(IGraphApi graph, GraphOptions options) : IFacebookLogin
{
    private const string Scopes = "pages_show_list,pages_messaging,pages_manage_metadata,pages_read_engagement,business_management";
    private const string AccountFields = "id,name,access_token,tasks";
    private const string MessagingTask = "MESSAGING";
    private const int AccountsAtOnce = 100;

    /// <summary>Nobody chooses among more on one page.</summary>
    private const int MaxAccounts = 2000;

    private const int MaxName = 200;

    public Uri Dialog(string state, string challenge, Uri redirect) => new(options.LoginEndpoint, $"/{options.Version}/dialog/oauth?" + string.Join('&', new[]
    {
        ("client_id", options.AppId), ("redirect_uri", redirect.AbsoluteUri), ("state", state), ("response_type", "code"), ("scope", Scopes),
        ("code_challenge", challenge), ("code_challenge_method", "S256"),
    }.Select(parameter => $"{parameter.Item1}={Uri.EscapeDataString(parameter.Item2)}")));

    public async Task<GrantedPages> RedeemAsync(string code, string verifier, Uri redirect, CancellationToken cancellationToken) => await ReadAsync(
        await ExchangeAsync(code, [new("redirect_uri", redirect.AbsoluteUri), new("code", code), new("code_verifier", verifier)], cancellationToken), cancellationToken);

    public async Task<GrantedPages> ReadAsync(AccessToken userToken, CancellationToken cancellationToken)
    {
        // The tokens of pages live as long as the user's that they are read with.
        var token = await ExchangeAsync(
            userToken.Value, [new("grant_type", "fb_exchange_token"), new("fb_exchange_token", userToken.Value)], cancellationToken);
        var me = await AskAsync(() => graph.ReadPageAsync(options.Version, "me", "id", Proof(token), token.Value, cancellationToken), token.Value, cancellationToken);
        return PersonId.TryParse(me.Member("id").Id(), out var person)
            ? new GrantedPages(person, await AccountsAsync(token, cancellationToken))
            : throw new LoginRefusedException("Facebook did not say who logged in.");
    }

    public async Task<GrantedPage> ReadAsync(PageId page, AccessToken pageToken, CancellationToken cancellationToken)
    {
        // Asked for whom it speaks, not what it may see: another page's token reads public pages, too.
        var root = await AskAsync(() => graph.ReadPageAsync(options.Version, "me", "id,name", Proof(pageToken), pageToken.Value, cancellationToken), pageToken.Value, cancellationToken);
        return root.Member("id").Id() == page.Value
            ? new GrantedPage(page, Name(root), pageToken, MayMessage: true)
            : throw new LoginRefusedException($"That is not a token of page {page}.");
    }

    public async Task<PersonId?> FindPersonAsync(AccessToken token, CancellationToken cancellationToken)
    {
        try
        {
            // An error is an answer: of another app's token Facebook says nothing.
            var answer = await GraphCalls.AskAsync(() => graph.InspectAsync(options.Version, token.Value, $"{options.AppId}|{options.AppSecret}", cancellationToken), cancellationToken);
            return PersonId.TryParse(answer.Root.Member("data").Member("user_id").Id(), out var person) ? person : null;
        }
        catch (PageUnreachableException e)
        {
            throw new LoginRefusedException("Facebook did not answer. Try again.", e);
        }
    }

    private async Task<IReadOnlyList<GrantedPage>> AccountsAsync(AccessToken token, CancellationToken cancellationToken)
    {
        var pages = new List<GrantedPage>();
        string? after = null;
        for (int read = 0; read < MaxAccounts; read += AccountsAtOnce)
        {
            var root = await AskAsync(
                () => graph.ReadAccountsAsync(options.Version, AccountFields, AccountsAtOnce, after, Proof(token), token.Value, cancellationToken), token.Value, cancellationToken);
            pages.AddRange(root.Member("data").Items().Select(Account).OfType<GrantedPage>());
            string? next = root.Member("paging").Member("next").Text() is null ? null : root.Member("paging").Member("cursors").Member("after").Text();
            if (next is null || next == after)
            {
                break;
            }

            after = next;
        }

        return [.. pages.DistinctBy(page => page.Page)];
    }

    private static GrantedPage? Account(JsonElement account) =>
        PageId.TryParse(account.Member("id").Id(), out var page) && account.Member("access_token").Text() is { } text && new AccessToken(text) is { IsPlausible: true } token
            ? new GrantedPage(page, Name(account), token, account.Member("tasks").Items().Any(task => task.Text() == MessagingTask))
            : null;

    private static string? Name(JsonElement page) => page.Member("name").Text() is { } name ? ForeignText.OneLine(name) is { Length: > MaxName } line ? line[..MaxName] : ForeignText.OneLine(name) : null;

    private async Task<AccessToken> ExchangeAsync(string given, IEnumerable<KeyValuePair<string, string>> what, CancellationToken cancellationToken)
    {
        string secret = options.AppSecret ?? "";
        using var form = new FormUrlEncodedContent([new("client_id", options.AppId), new("client_secret", secret), .. what]);
        var root = await AskAsync(() => graph.ExchangeAsync(options.Version, form, cancellationToken), secret, cancellationToken, given);
        return root.Member("access_token").Text() is { } text && new AccessToken(text) is { IsPlausible: true } token ? token : throw new LoginRefusedException("Facebook answered without a token.");
    }

    private static async Task<JsonElement> AskAsync(Func<Task<HttpResponseMessage>> call, string secret, CancellationToken cancellationToken, string? given = null)
    {
        try
        {
            var answer = await GraphCalls.AskAsync(call, cancellationToken);
            return answer.IsError ? throw new LoginRefusedException($"Facebook refused: {answer.Describe(secret, given)}") : answer.Root;
        }
        catch (PageUnreachableException e)
        {
            throw new LoginRefusedException("Facebook did not answer. Try again.", e);
        }
    }

    private string? Proof(AccessToken token) => AppSecretProof.Of(token.Value, options.AppSecret);
}

using System.Globalization;
using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>What Graph says about a page's token (<c>debug_token</c>) and about the delivery of its events (<c>subscribed_apps</c>).</summary>
internal sealed class GraphInspection(IGraphApi graph, KnownPages pages, PageLanes lanes, GraphOptions options) : IPageInspection
{
    private const string MessagesField = "messages";

    /// <summary>9999-12-31: later times are none.</summary>
    private const long LastSecond = 253_402_300_799;

    private static readonly string[] Permissions = ["pages_messaging", "pages_manage_metadata", "pages_read_engagement"];
    private static readonly string[] Fields = GraphSubscriptions.Fields.Split(',');

    public async Task<PageFindings?> InspectAsync(ConnectedPage page, CancellationToken cancellationToken)
    {
        if (pages.Find(page.Channel, page.Page) != page)
        {
            return null;
        }

        if (pages.Find(page.Page) is not { } token)
        {
            return new PageFindings { TokenFault = "Its access token is missing, or cannot be read." };
        }

        var found = Token(await DebugAsync(token, cancellationToken), page.Page, token) with { SendFault = SendFault(page.Page, token) };
        return found.TokenFault is null ? await WithSubscriptionAsync(found, page.Page, token, cancellationToken) : found;
    }

    private async Task<JsonElement> DebugAsync(string token, CancellationToken cancellationToken)
    {
        string app = $"{options.AppId}|{options.AppSecret}";
        var answer = await GraphCalls.AskAsync(() => graph.InspectAsync(options.Version, token, app, cancellationToken), cancellationToken);
        var data = answer.Root.Member("data");
        return answer.IsError ? throw new PageUnreachableException(answer.Describe(token, app))
            : data.Member("is_valid").ValueKind is JsonValueKind.True or JsonValueKind.False ? data
            : throw new PageUnreachableException("Graph did not say whether the page's access token is valid");
    }

    private static PageFindings Token(JsonElement data, PageId page, string token)
    {
        if (!data.Member("is_valid").IsTrue())
        {
            var error = data.Member("error");
            string subcode = error.Member("subcode").Id() is { } number ? $"/{number}" : "";
            string why = ForeignText.ForLog($"{error.Member("code").Id()}{subcode} {error.Member("message").Text()}", token);
            return new PageFindings { TokenFault = $"Facebook refuses its access token{(why.Length > 0 ? $": {why.TrimEnd('.')}" : "")}." };
        }

        return data.Member("profile_id").Id() is { } other && other != page.Value
            ? new PageFindings { TokenFault = "Its access token is another page's." }
            : new PageFindings { TokenEndsAt = Seconds(data.Member("expires_at")), DataEndsAt = Seconds(data.Member("data_access_expires_at")), MissingPermissions = Missing(data, page) };
    }

    private async Task<PageFindings> WithSubscriptionAsync(PageFindings found, PageId page, string token, CancellationToken cancellationToken)
    {
        var answer = await GraphCalls.AskAsync(
            () => graph.ReadSubscriptionsAsync(options.Version, page.Value, AppSecretProof.Of(token, options.AppSecret), token, cancellationToken), cancellationToken);
        if (GraphErrors.IsTokenDead(answer.Code))
        {
            return found with { TokenFault = $"Facebook refuses its access token: {answer.Describe(token)}." };
        }

        var apps = answer.Root.Member("data");
        if (answer.IsError || apps.ValueKind != JsonValueKind.Array)
        {
            // Without the permission to ask, the missing permission is what is to be said.
            return found.MissingPermissions.Count > 0 ? found
                : throw new PageUnreachableException(answer.IsError ? answer.Describe(token) : "Graph did not say which events of the page are delivered");
        }

        var delivered = apps.Items().Where(app => app.Member("id").Id() == options.AppId).SelectMany(app => app.Member("subscribed_fields").Items())
            .Select(field => field.Text() ?? field.Member("name").Text()).ToHashSet(StringComparer.Ordinal);
        return found with { MissingFields = [.. Fields.Where(field => !delivered.Contains(field))], LacksMessages = !delivered.Contains(MessagesField) };
    }

    /// <summary>A permission may be granted for some pages only. What Graph does not list at all is not known to be missing.</summary>
    private static IReadOnlyList<string> Missing(JsonElement data, PageId page)
    {
        if (data.Member("scopes").ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var granted = data.Member("scopes").Items().Select(scope => scope.Text()).ToHashSet(StringComparer.Ordinal);
        var elsewhere = data.Member("granular_scopes").Items()
            .Where(scope => scope.Member("target_ids") is { ValueKind: JsonValueKind.Array } targets && targets.GetArrayLength() > 0 && !targets.Items().Any(target => target.Id() == page.Value))
            .Select(scope => scope.Member("scope").Text()).ToHashSet(StringComparer.Ordinal);
        return [.. Permissions.Where(permission => !granted.Contains(permission) || elsewhere.Contains(permission))];
    }

    private string? SendFault(PageId page, string token) => lanes.Of(page).ClosedBecause(token) switch
    {
        { Verdict: SendVerdict.PageStopped, Error: var error } => $"Meta has stopped its sends, look at its Support Inbox and Page Quality: {error}.",
        { Error: var error } => $"Graph refuses its sends: {error}.",
        null => null,
    };

    /// <summary>Zero: never.</summary>
    private static DateTimeOffset? Seconds(JsonElement time) =>
        long.TryParse(time.Id(), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds is > 0 and <= LastSecond ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}

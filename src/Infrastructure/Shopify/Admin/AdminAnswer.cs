using System.Globalization;
using System.Net;
using System.Text.Json;
using GptMessenger.Application.Messenger;

namespace GptMessenger.Infrastructure.Shopify.Admin;

internal enum AdminOutcome
{
    Fine,

    /// <summary>Something of what was asked for is left out, because the app may not see it.</summary>
    Incomplete,

    /// <summary>Too much was asked of late: again after <see cref="AdminAnswer.Wait"/>.</summary>
    Throttled,

    /// <summary>Too much is asked at once: less of it may be had.</summary>
    TooCostly,

    /// <summary>The token is dead.</summary>
    Unauthorized,

    /// <summary>It may work if it is tried again.</summary>
    Failed,

    Refused,
}

/// <summary>
/// What the Admin API answered. An answer says in three places whether it is good: the status, <c>errors</c> (a list, but a plain text where the whole
/// shop or token is meant), and for changes <c>userErrors</c> within the data. Being throttled comes with status 200.
/// Sources: Shopify Admin API, "Response status and error codes" and "API rate limits" (2026-10).
/// </summary>
/// <param name="Outcome">What it amounts to.</param>
/// <param name="Data">What was asked for.</param>
/// <param name="Reason">For the person who looks into it; without the token.</param>
internal sealed record AdminAnswer(AdminOutcome Outcome, JsonElement Data, string Reason = "")
{
    /// <summary>Shopify adds to what an app may ask for at such rates that a longer wait is a mistake in the answer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60), UnknownWait = TimeSpan.FromSeconds(2);

    /// <summary>Before it is asked again.</summary>
    public TimeSpan Wait { get; private init; }

    /// <summary>In points, before it was answered; null: not said.</summary>
    public decimal? RequestedCost { get; private init; }

    /// <summary>What one query may cost; null: not said.</summary>
    public decimal? MaxCost { get; private init; }

    public static AdminAnswer Read(HttpResponseMessage response, byte[] body, string token, TimeProvider clock)
    {
        int status = (int)response.StatusCode;
        var root = Parsed(body);
        var errors = root.Member("errors");
        string reason = Described(status, errors, token);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            return new AdminAnswer(AdminOutcome.Throttled, default, reason) { Wait = Capped(RetryAfter(response, clock) ?? UnknownWait) };
        }

        if (status is not (>= 200 and < 300))
        {
            return new AdminAnswer(OfStatus(status), default, reason);
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return new AdminAnswer(AdminOutcome.Failed, default, "it is no JSON object");
        }

        var data = root.Member("data");
        var cost = root.Member("extensions").Member("cost");
        var answer = new AdminAnswer(AdminOutcome.Fine, data, reason) { RequestedCost = cost.Member("requestedQueryCost").Number() };
        if (errors.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || (errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() == 0))
        {
            return data.ValueKind == JsonValueKind.Object ? answer : answer with { Outcome = AdminOutcome.Failed, Reason = "it holds neither data nor errors" };
        }

        string?[] codes = [.. errors.Items().Select(error => error.Member("extensions").Member("code").Text())];
        var tooCostly = errors.Items().Select(error => error.Member("extensions")).FirstOrDefault(extensions => extensions.Member("code").Text() == "MAX_COST_EXCEEDED");
        return codes switch
        {
            _ when codes.Contains("THROTTLED") => answer with { Outcome = AdminOutcome.Throttled, Wait = Capped(Refill(cost) ?? UnknownWait) },
            _ when codes.Contains("MAX_COST_EXCEEDED") => answer with
            {
                Outcome = AdminOutcome.TooCostly, RequestedCost = tooCostly.Member("cost").Number() ?? answer.RequestedCost, MaxCost = tooCostly.Member("maxCost").Number(),
            },
            _ when codes.Contains("INTERNAL_SERVER_ERROR") => answer with { Outcome = AdminOutcome.Failed },
            _ when data.ValueKind == JsonValueKind.Object && codes is { Length: > 0 } && codes.All(code => code == "ACCESS_DENIED") => answer with { Outcome = AdminOutcome.Incomplete },
            _ => answer with { Outcome = AdminOutcome.Refused },
        };
    }

    private static AdminOutcome OfStatus(int status) => status switch
    {
        401 => AdminOutcome.Unauthorized,
        408 or >= 500 => AdminOutcome.Failed,
        _ => AdminOutcome.Refused,
    };

    private static string Described(int status, JsonElement errors, string token)
    {
        string said = errors.ValueKind == JsonValueKind.Array
            ? string.Join(" ", errors.EnumerateArray().Take(3).Select(error => error.Member("message").Text()))
            : errors.Text() ?? (errors.ValueKind == JsonValueKind.Object ? errors.GetRawText() : "");
        string meaning = status switch
        {
            401 => "the access token is no longer valid",
            402 => "the shop is frozen until its bill is paid",
            403 or 430 => "the app may not do that",
            404 => "there is no such shop, or no such version of the API",
            423 => "the shop is locked",
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"status {status}{(meaning.Length > 0 ? ", " : "")}{meaning}: {ForeignText.ForLog(said, token)}");
    }

    private static JsonElement Parsed(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(ReadableJson.Of(body), new JsonDocumentOptions { MaxDepth = MessengerJson.MaxDepth });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock)
    {
        var header = response.Headers.RetryAfter;
        return header?.Delta ?? header?.Date - clock.GetUtcNow();
    }

    /// <summary>Until the bucket holds what the query costs.</summary>
    private static TimeSpan? Refill(JsonElement cost)
    {
        var bucket = cost.Member("throttleStatus");
        return cost.Member("requestedQueryCost").Number() is { } needed && bucket.Member("currentlyAvailable").Number() is { } there && bucket.Member("restoreRate").Number() is > 0 and var rate
            ? TimeSpan.FromSeconds((double)Math.Clamp((needed - there) / rate, 0, (decimal)LongestWait.TotalSeconds))
            : null;
    }

    private static TimeSpan Capped(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
}

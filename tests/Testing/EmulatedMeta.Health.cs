using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GptMessenger.Testing;

/// <param name="Id">As Graph names it.</param>
/// <param name="From">The page or the customer.</param>
/// <param name="Text">What was said.</param>
/// <param name="At">When.</param>
public sealed record MetaMessage(string Id, string From, string Text, DateTimeOffset At);

/// <summary>What Meta tells of a page's token, of the delivery of its events, and of what was said.</summary>
public sealed partial class EmulatedMeta
{
    /// <summary>By page and customer; messages in the order in which they were said.</summary>
    public ConcurrentDictionary<(string Page, string Customer), IReadOnlyList<MetaMessage>> Threads { get; } = new();

    /// <summary>What debug_token says beside the usual, by token.</summary>
    public Func<string, object?> Debug { get; set; } = _ => null;

    private void MapHealth()
    {
        _app.MapGet("/{version}/debug_token", (HttpRequest request, string input_token) => Instead("debug_token") is { } other ? other
            : request.Headers.Authorization != $"Bearer {Product.AppId}|{Product.AppSecret}" ? Outside.GraphError(190)
            : Results.Json(new { data = Debug(input_token) ?? Facts(input_token) }));
        _app.MapGet("/{version}/{page}/subscribed_apps", (HttpContext context, string page) => Answer(context, "subscribed_apps", _ => Results.Json(new { data = Installed(page) })));
        _app.MapGet("/{version}/{page}/conversations", (HttpContext context, string page, string? user_id) => Answer(context, "conversations", _ => Results.Json(new { data = Said(page, user_id) })));
    }

    private object Facts(string token) => Pages.FirstOrDefault(page => page.Token == token) is { } page
        ? new
        {
            app_id = Product.AppId, type = "PAGE", user_id = Person, is_valid = true, expires_at = 0, profile_id = page.Id, data_access_expires_at = DateTimeOffset.UtcNow.AddDays(80).ToUnixTimeSeconds(),
            scopes = new[] { "pages_show_list", "pages_messaging", "pages_manage_metadata", "pages_read_engagement" },
        }
        : new { app_id = Product.AppId, is_valid = false, error = new { code = 190, subcode = 460, message = $"The session has been invalidated: {token}" }, scopes = Array.Empty<string>() };

    private object[] Installed(string page) => Subscriptions.LastOrDefault(each => each.Page == page) is { Fields.Length: > 0 } last
        ? [new { name = "Another app", id = "1", subscribed_fields = new[] { "feed" } }, new { name = "GPT Messenger", id = Product.AppId, subscribed_fields = last.Fields.Split(',') }]
        : [];

    private IEnumerable<object> Said(string page, string? customer) => Threads
        .Where(thread => thread.Key.Page == page && (customer is null || thread.Key.Customer == customer)).OrderByDescending(thread => thread.Value[^1].At)
        .Select(thread => new
        {
            id = $"t_{thread.Key.Customer}",
            updated_time = Time(thread.Value[^1].At),
            participants = new { data = new[] { new { id = thread.Key.Customer, name = "A customer" }, new { id = page, name = "The page" } } },
            messages = new
            {
                data = thread.Value.Reverse().Take(20).Select(message => new
                {
                    id = message.Id, created_time = Time(message.At), from = new { id = message.From }, message = message.Text,
                    to = new { data = new[] { new { id = message.From == page ? thread.Key.Customer : page } } },
                }),
            },
        });

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture);
}

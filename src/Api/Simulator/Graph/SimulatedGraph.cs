using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GptMessenger.Api.Simulator.Graph;

/// <summary>Plays the part of Graph that the product calls, for the sample page.</summary>
internal sealed partial class SimulatedGraph(SimulatedMessenger messenger, TimeProvider clock)
{
    /// <summary>Older messages of a thread cannot be read through Graph (Conversations API reference).</summary>
    private const int ReadableMessages = 20;

    public GraphAnswer Send(JsonObject request)
    {
        if (SendRules.Check(request, messenger, clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        string psid = request["recipient"]!["id"]!.GetValue<string>();
        var answer = new JsonObject { ["recipient_id"] = psid };
        switch (GraphMessage.Text(request, "sender_action"))
        {
            case "mark_seen":
                messenger.MarkSeen(psid);
                break;
            case "typing_on":
                messenger.SetTyping(psid, isTyping: true);
                break;
            case "typing_off":
                messenger.SetTyping(psid, isTyping: false);
                break;
            default:
                answer["message_id"] = messenger.Receive(psid, request["message"]!.AsObject());
                break;
        }

        return GraphAnswer.Of(answer);
    }

    /// <param name="psid">Whose thread.</param>
    /// <param name="fields">Graph's list of what to tell; messages come only when it names them.</param>
    public GraphAnswer Conversations(string? psid, string? fields)
    {
        if (!SimulatedMessenger.IsPsid(psid))
        {
            return GraphAnswer.Invalid("No matching user found", 2018001);
        }

        var thread = messenger.Thread(psid);
        return GraphAnswer.Of(new() { ["data"] = thread.Messages.IsEmpty ? [] : new JsonArray(Conversation(thread, fields ?? "")) });
    }

    /// <summary>What the page says about itself; a field it does not have is left out.</summary>
    public static GraphAnswer Page(string? fields)
    {
        var page = new JsonObject();
        foreach (string field in (fields ?? "name").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Append("id"))
        {
            if (Storefront.SampleShop.Page[field] is { } value)
            {
                page[field] = value.DeepClone();
            }
        }

        return GraphAnswer.Of(page);
    }

    /// <summary>What a page may see of somebody who has written to it.</summary>
    public GraphAnswer Person(string psid) => messenger.Thread(psid).Messages.IsEmpty
        ? GraphAnswer.Invalid("No profile available for this user", 2018218)
        : GraphAnswer.Of(new() { ["first_name"] = "Kim", ["last_name"] = "Sample", ["name"] = "Kim Sample", ["id"] = psid });

    private static JsonObject Conversation(SimulatedThread thread, string fields)
    {
        var newestFirst = thread.Messages.Reverse().Where(message => !message.IsUnsent).ToList();
        var conversation = new JsonObject
        {
            ["id"] = $"t_{thread.Psid}",
            ["updated_time"] = Time(thread.Messages[^1].SentAt),
            ["can_reply"] = true,
        };
        if (fields.Contains("messages", StringComparison.Ordinal))
        {
            int limit = Limit().Match(fields) is { Success: true } match ? int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture) : ReadableMessages;
            conversation["messages"] = new JsonObject
            {
                ["data"] = new JsonArray([.. newestFirst.Take(Math.Min(limit, ReadableMessages)).Select(message => Message(thread.Psid, message, fields))]),
            };
        }

        return conversation;
    }

    private static JsonObject Message(string psid, ThreadMessage message, string fields)
    {
        var page = new JsonObject { ["name"] = Storefront.SampleShop.Name, ["id"] = SimulatorSettings.SamplePage };
        var customer = new JsonObject { ["name"] = "A customer", ["id"] = psid };
        bool isFromCustomer = message.Author == Author.Customer;
        var json = new JsonObject
        {
            ["id"] = message.Mid,
            ["created_time"] = Time(message.SentAt),
            ["from"] = isFromCustomer ? customer : page,
            ["to"] = new JsonObject { ["data"] = new JsonArray(isFromCustomer ? page : customer) },
            ["message"] = message.Text ?? "",
        };
        if (message.Picture is { } picture)
        {
            var image = new JsonObject { ["mime_type"] = "image/svg+xml", ["image_data"] = new JsonObject { ["url"] = picture.AbsoluteUri } };
            json["attachments"] = new JsonObject { ["data"] = new JsonArray(image) };
        }

        if (message.Cards.Count > 0 && fields.Contains("attachments", StringComparison.Ordinal))
        {
            json["attachments"] = new JsonObject { ["data"] = new JsonArray([.. message.Cards.Select(Template)]) };
        }

        return json;
    }

    /// <summary>A card has no place in the message's own text. Meta's pages do not show the shape; public clients read this one.</summary>
    private static JsonObject Template(ShopCard card)
    {
        var template = new JsonObject { ["title"] = card.Title, ["subtitle"] = card.Subtitle, ["media_url"] = card.Image };
        if (card.Buttons.Count > 0)
        {
            template["cta"] = new JsonArray([.. card.Buttons.Select(button => new JsonObject { ["title"] = button.Title, ["url"] = button.Link })]);
        }

        return new JsonObject { ["generic_template"] = template };
    }

    /// <summary>Graph knows whole seconds only.</summary>
    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss+0000", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"messages\.limit\((?<count>\d{1,4})\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Limit();
}

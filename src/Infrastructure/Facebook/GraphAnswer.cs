using System.Globalization;
using System.Net;
using System.Text.Json;
using GptMessenger.Application.Messenger;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>What Graph answered: an object, an error, or something unreadable.</summary>
internal sealed record GraphAnswer(HttpStatusCode Status, JsonElement Root)
{
    private JsonElement Error => Root.Member("error");

    public int? Code => Number(Error.Member("code"));

    public int? Subcode => Number(Error.Member("error_subcode"));

    public string? Message => Error.Member("message").Text();

    public bool IsError => Error.ValueKind != JsonValueKind.Undefined || (int)Status is < 200 or >= 300 || Root.ValueKind != JsonValueKind.Object;

    /// <summary>Of a message that was accepted; an error beside it would make that doubtful.</summary>
    public string? SentMid => IsError ? null : Root.Member("message_id").Id();

    public static async Task<GraphAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MessengerJson.MaxDepth });
            return new GraphAnswer(response.StatusCode, document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return new GraphAnswer(response.StatusCode, default);
        }
    }

    /// <summary>For the person who looks into it.</summary>
    /// <param name="token">Some of Meta's messages repeat it.</param>
    /// <param name="privateText">A customer's or the bot's words.</param>
    public string Describe(string token, string? privateText = null)
    {
        if (Code is null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Graph answered with status {(int)Status} and without an error of its own");
        }

        string subcode = Subcode is { } number ? string.Create(CultureInfo.InvariantCulture, $"/{number}") : "";
        string trace = ForeignText.ForLog(Error.Member("fbtrace_id").Text() ?? "none", token);
        return string.Create(CultureInfo.InvariantCulture, $"{Code}{subcode}, fbtrace_id {trace}: {ForeignText.ForLog(Message ?? "", token, privateText)}");
    }

    private static int? Number(JsonElement element) =>
        int.TryParse(element.Id(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;
}

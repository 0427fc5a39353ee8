using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GptMessenger.Api.Facebook;

namespace GptMessenger.Api.Simulator;

/// <summary>
/// A webhook as Meta sends it: ASCII, everything else as <c>\u00e4</c> in lower case, slashes as <c>\/</c>, and signed over exactly
/// these bytes. A product that parses before it checks the signature fails here as it would fail there.
/// </summary>
internal sealed record SignedWebhook(ReadOnlyMemory<byte> Body, string Signature)
{
    private const int EscapeLength = 6;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static SignedWebhook Of(JsonObject payload, string appSecret)
    {
        byte[] body = Encoding.ASCII.GetBytes(Escaped(payload.ToJsonString(Plain)));
        byte[] hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), body);
        return new(body, $"sha256={Convert.ToHexStringLower(hash)}");
    }

    public HttpRequestMessage ToRequest(Uri address)
    {
        var content = new ReadOnlyMemoryContent(Body);
        content.Headers.ContentType = new("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.Add(WebhookSignature.Header, Signature);
        request.Headers.UserAgent.ParseAdd("facebookexternalua");
        return request;
    }

    private static string Escaped(string json)
    {
        var escaped = new StringBuilder(json.Length + 32);
        for (int i = 0; i < json.Length; i++)
        {
            char c = json[i];
            if (c == '\\' && json[i + 1] == 'u')
            {
                // The serializer escapes a few characters itself, with upper-case digits.
                escaped.Append(json[i..(i + EscapeLength)].ToLowerInvariant());
                i += EscapeLength - 1;
            }
            else if (c == '\\')
            {
                escaped.Append(c).Append(json[++i]);
            }
            else if (c == '/')
            {
                escaped.Append(@"\/");
            }
            else if (char.IsAscii(c))
            {
                escaped.Append(c);
            }
            else
            {
                escaped.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
        }

        return escaped.ToString();
    }
}

using System.Net.Http.Headers;
using System.Text.Json;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>With its length in front: not every gateway takes a body in chunks.</summary>
internal static class JsonBody
{
    public static HttpContent Of(object body) =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}

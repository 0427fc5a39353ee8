using System.Net;
using System.Text.Json;

namespace GptMessenger.Testing;

public static class Responses
{
    public static async Task ShouldBeSuccessAsync(this HttpResponseMessage response)
    {
        string body = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK, body);
        body.Should().Be("""{"status":"success"}""");
    }

    /// <summary>Problem details (RFC 9457) with this status; returns what they say.</summary>
    public static async Task<string> ShouldBeProblemAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        string body = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(status, body);
        response.Content.Headers.ContentType?.MediaType.Should().Be("application/problem+json", body);
        using var problem = JsonDocument.Parse(body);
        problem.RootElement.GetProperty("status").GetInt32().Should().Be((int)status);
        return body;
    }
}

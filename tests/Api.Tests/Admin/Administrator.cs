using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Admin;

/// <summary>Somebody with a key, the right one unless said otherwise.</summary>
internal sealed class Administrator(Product product, string? authorization = $"Bearer {Product.AdminKey}")
{
    public Product Product => product;

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? body = null, string type = "application/json")
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (body is not null)
        {
            request.Content = new StringContent(body, MediaTypeHeaderValue.Parse(type));
        }

        return product.Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> PostAsync(string address, string? json = null) => SendAsync(HttpMethod.Post, address, json);

    public async Task<JsonElement> ReadAsync(string address)
    {
        using var response = await SendAsync(HttpMethod.Get, address);
        return await JsonAsync(response, HttpStatusCode.OK);
    }

    /// <summary>The customer's turns in this state, as soon as there are so many.</summary>
    public async Task<IReadOnlyList<JsonElement>> TurnsAsync(string state, Customer customer, int count = 1)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var turns = (await ReadAsync($"/admin/turns?state={state}&limit=500")).GetProperty("turns").EnumerateArray()
                .Where(turn => turn.GetProperty("sender").GetString() == customer.Id).ToList();
            if (turns.Count >= count)
            {
                return turns;
            }

            await Task.Delay(50, timeout.Token);
        }
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        string body = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(status, body);
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    public static string Conversation(Customer customer, string? tenant = null) => $"/admin/conversations/{tenant ?? Product.Tenant}/facebook/{customer.Page}/{customer.Id}";
}

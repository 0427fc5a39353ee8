using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Running;

/// <summary>More than the node may take comes in, over real sockets.</summary>
public sealed class PressureTests : IAsyncLifetime
{
    private Outside _outside = null!;
    private Product _product = null!;

    public async Task InitializeAsync()
    {
        _outside = await Outside.StartAsync();
        _product = await Product.StartAsync(_outside, settings: [("WEBHOOK_MAX_CONCURRENT", "2"), ("WEBHOOK_MAX_OPEN_TURNS", "2")]);
    }

    public async Task DisposeAsync()
    {
        await _product.DisposeAsync();
        await _outside.DisposeAsync();
        Directory.Delete(_product.DataDir, recursive: true);
    }

    [Fact]
    public async Task TooManyAtOnce_AreRefusedUntilThereIsRoom()
    {
        // Two that send their bodies' first half only.
        string body = MetaJson.Message(Product.Page, "1", "m1", "Hello");
        using var first = await HalfAsync(body);
        using var second = await HalfAsync(body);
        await RefusedAsync("too many deliveries at once");
        await RefusedAsync("too many deliveries at once");

        first.Close();
        second.Close();
        var customer = new Customer(_product, _outside);
        string mid = customer.NextMid();
        while (await StatusAsync(MetaJson.Message(Product.Page, customer.Id, mid, "And now?")) != HttpStatusCode.OK)
        {
            // The server has yet to notice that they hung up.
        }

        await _outside.SentToAsync(customer.Id, 1);
        Regex.Count(_product.Output, "Deliveries are refused with 503").Should().Be(1);
    }

    [Fact]
    public async Task TooManyOpenTurns_AreRefusedBeforeTheBodyIsRead_AndNothingAcceptedIsLost()
    {
        var (answer, model) = (new TaskCompletionSource(), _outside.Model);
        _outside.Model = async prompt =>
        {
            await answer.Task;
            return await model(prompt);
        };
        Customer[] accepted = [new(_product, _outside), new(_product, _outside)];
        await accepted[0].WriteAsync("one");
        await accepted[1].WriteAsync("two");
        await RefusedAsync("too many turns open");

        answer.SetResult();
        foreach (var customer in accepted)
        {
            await _outside.SentToAsync(customer.Id, 1);
            await customer.StoredAsync(2);
        }

        var late = new Customer(_product, _outside);
        while (await StatusAsync(MetaJson.Message(Product.Page, late.Id, "late", "three")) != HttpStatusCode.OK)
        {
            // Its turn is ended a moment after its answer is stored.
        }

        await _outside.SentToAsync(late.Id, 1);
    }

    private async Task RefusedAsync(string reason)
    {
        using var response = await _product.PostAsync(MetaJson.Message(Product.Page, "2", "m2", "Refused"));
        (await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable)).Should().Contain(reason);
        response.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(5));
    }

    private async Task<HttpStatusCode> StatusAsync(string body)
    {
        using var response = await _product.PostAsync(body);
        return response.StatusCode;
    }

    private async Task<TcpClient> HalfAsync(string body)
    {
        var address = new Uri(_product.Address);
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST /facebook/webhook HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: {body.Length}\r\n\r\n");
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));

        // Kestrel says this when the body is about to be read: it is in.
        byte[] answer = new byte[64];
        int read = await stream.ReadAsync(answer);
        Encoding.ASCII.GetString(answer, 0, read).Should().StartWith("HTTP/1.1 100");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(body[..10]));
        return client;
    }
}

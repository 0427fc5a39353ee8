using System.Net;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Admin;

/// <summary>
/// What an erased customer said leaves the process's memory. How long the last copy takes depends on the buffers of the runtime (a quiet machine:
/// the words are gone after 40 to 110 seconds), so what is held here is that the sweep does its work at all: without it everything stays.
/// </summary>
public sealed class ForgottenTests
{
    private const string Words = "my knee hurts since Gdansk";

    /// <summary>Of the traces that there were before; a tenth was measured.</summary>
    private const double Left = 0.25;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task ErasedCustomer_IsGoneFromMemory()
    {
        await using var outside = await Outside.StartAsync();
        await using var product = await Product.StartAsync(outside);
        var (customer, other) = (new Customer(product, outside), new Customer(product, outside));
        await other.AskAsync("Do you have red shoes?");
        await customer.AskAsync($"Shoes please, {Words}.");
        int before = Traces();
        before.Should().BeGreaterThan(20);

        // The connection goes with the request: what a connection read last is its own until it is closed.
        using (var once = new HttpClient { BaseAddress = new Uri(product.Address), DefaultRequestHeaders = { Authorization = new("Bearer", Product.AdminKey) } })
        {
            using var erased = await once.DeleteAsync(new Uri(Administrator.Conversation(customer), UriKind.Relative));
            erased.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        var end = DateTimeOffset.UtcNow + Patience;
        while (Traces() > before * Left)
        {
            DateTimeOffset.UtcNow.Should().BeBefore(end, $"there were {before} traces, and {Traces()} are left");
            await new Customer(product, outside).AskAsync("Do you have red shoes in size 42, and when would they be here?");
        }

        int Traces() => ProcessMemory.Find(product.ProcessId, Words, customer.Id).Count;
    }
}

using System.Net;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Admin;

/// <summary>
/// What an erased customer said leaves the process's memory, and so does who it was. How long the last copy takes depends on the buffers of the
/// runtime: they are let go of when they were idle for a minute.
/// </summary>
public sealed class ForgottenTests
{
    private const string Words = "my knee hurts since Gdansk";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

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
        while (Traces() is var left and > 0)
        {
            DateTimeOffset.UtcNow.Should().BeBefore(end, $"there were {before} traces, and {left} are left:\n{string.Join('\n', ProcessMemory.Find(product.ProcessId, Words, customer.Id))}");
            await new Customer(product, outside).AskAsync("Do you have red shoes in size 42, and when would they be here?");
        }

        int Traces() => ProcessMemory.Find(product.ProcessId, Words, customer.Id).Count;
    }
}

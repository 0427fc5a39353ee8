using System.Net;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Admin;

/// <summary>What an erased customer said is not in the process's memory either, and hardly who they were.</summary>
public sealed class ForgottenTests
{
    private const string Words = "my knee hurts since Gdansk";

    /// <summary>One or two copies of the conversation's name stay in what the runtime keeps for itself; whose they are was not found out.</summary>
    private const int MaxIds = 4;

    /// <summary>Buffers that nobody uses are let go of after a minute; it takes one and a half.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task ErasedCustomer_IsGoneFromMemory()
    {
        await using var outside = await Outside.StartAsync();
        await using var product = await Product.StartAsync(outside);
        var (customer, other) = (new Customer(product, outside), new Customer(product, outside));
        await other.AskAsync("Do you have red shoes?");
        await customer.AskAsync($"Shoes please, {Words}.");
        ProcessMemory.Find(product.ProcessId, Words).Should().NotBeEmpty();
        ProcessMemory.Find(product.ProcessId, customer.Id).Should().NotBeEmpty();

        // The connection goes with the request: what a connection read last is its own until it is closed.
        using (var once = new HttpClient { BaseAddress = new Uri(product.Address), DefaultRequestHeaders = { Authorization = new("Bearer", Product.AdminKey) } })
        {
            using var erased = await once.DeleteAsync(new Uri(Administrator.Conversation(customer), UriKind.Relative));
            erased.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        var end = DateTimeOffset.UtcNow + Patience;
        while (WordsIn(product).Count > 0 || IdsIn(product).Count > MaxIds)
        {
            DateTimeOffset.UtcNow.Should().BeBefore(end, string.Join('\n', [.. WordsIn(product), .. IdsIn(product)]));

            // A product that nobody writes to overwrites nothing.
            for (int i = 0; i < 10; i++)
            {
                await new Customer(product, outside).AskAsync("Do you have red shoes in size 42, and when would they be here?");
            }
        }

        IReadOnlyList<string> WordsIn(Product looked) => ProcessMemory.Find(looked.ProcessId, Words);

        IReadOnlyList<string> IdsIn(Product looked) => ProcessMemory.Find(looked.ProcessId, customer.Id);
    }
}

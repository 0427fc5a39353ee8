using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GptMessenger.Testing;
using Xunit.Abstractions;

namespace GptMessenger.Api.Tests.Shopify;

public sealed class LargeShopTests(ITestOutputHelper output)
{
    /// <summary>Of the whole process, at its highest.</summary>
    private const int MaxMebibytes = 300;

    /// <summary>It takes some 4 s on a machine that does nothing else; other tests run beside this one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task FiftyThousandProducts_AreReadInBoundedMemory()
    {
        await using var world = await ConnectedProduct.StartAsync();
        world.Shopify.With(50_000);

        // The worst order: every child before any product.
        world.Shopify.BulkLines = lines => Children(lines).Concat(Roots(world.Shopify));
        await world.ConnectAsync();

        var shown = await world.ShownAsync(shown => shown.GetProperty("sync").ValueKind == JsonValueKind.Object, TimeSpan.FromMinutes(4));

        shown.GetProperty("sync").GetProperty("offered").GetInt32().Should().Be(50_000, shown.ToString());
        shown.GetProperty("sync").GetProperty("way").GetString().Should().Be("bulk");
        int highest = HighestMebibytes(world.Product.ProcessId);
        output.WriteLine($"The process had {highest} MiB at most while it read the shop.");
        highest.Should().BeLessThan(MaxMebibytes);

        await PriceIsFreshAsync(world);
    }

    private async Task PriceIsFreshAsync(ConnectedProduct world)
    {
        string address = $"/admin/users/{Product.Tenant}/products?query=zebra";
        (await world.Admin.ReadAsync(address)).GetProperty("products").GetArrayLength().Should().Be(0);
        lock (world.Shopify.Products)
        {
            world.Shopify.Products[1007] = world.Shopify.Products[1007] with { Title = "Zebra" };
        }

        var watch = Stopwatch.StartNew();
        using var told = await world.TellAsync("products/update", """{"id":1007}""");
        await told.ShouldBeSuccessAsync();
        while ((await world.Admin.ReadAsync(address)).GetProperty("products").GetArrayLength() == 0)
        {
            watch.Elapsed.Should().BeLessThan(Patience);
            await Task.Delay(100);
        }

        output.WriteLine($"A change was answered with {watch.Elapsed.TotalSeconds:0.0} s after it was told; the process had {HighestMebibytes(world.Product.ProcessId)} MiB at most by then.");
    }

    private static IEnumerable<string> Children(IEnumerable<string> lines) => lines.Where(line => line.Contains("__parentId", StringComparison.Ordinal));

    private static IEnumerable<string> Roots(EmulatedShopify shopify) => shopify.Products.Values.Reverse().Select(product => product.Lines().First());

    private static int HighestMebibytes(int process) => int.Parse(
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
}

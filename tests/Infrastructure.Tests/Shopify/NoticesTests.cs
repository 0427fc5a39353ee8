using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Shops;
using GptMessenger.Infrastructure.Shopify;
using GptMessenger.Testing;

namespace GptMessenger.Infrastructure.Tests.Shopify;

public sealed class NoticesTests : IAsyncLifetime
{
    private EmulatedShopify _shopify = null!;
    private ShopHost _host = null!;

    [Fact]
    public async Task BurstOfChanges_IsLookedAtOnceAndWrittenOnce()
    {
        int written = ProductWrites;
        for (int i = 1; i <= 40; i++)
        {
            _shopify.Products[1000 + i] = _shopify.Products[1000 + i] with { Price = 9 };
            await _host.NoteAsync(NoticeKind.Product, 1000 + i);
            await _host.NoteAsync(NoticeKind.Product, 1000 + i);
        }

        (await _host.WorkOffAsync()).Should().BeFalse();

        ProductWrites.Should().Be(written + 1);
        _shopify.Calls.Where(call => call.Operation == "Changed").Sum(call => call.Variables.GetProperty("ids").GetArrayLength()).Should().Be(40);
        await ShouldBeAsASyncWouldHaveItAsync();
        _host.Store.Keys.Should().NotContain(key => key.Contains("/notices/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MoreThanAreDoneAtOnce_AreAllDone()
    {
        for (int i = 0; i < 1100; i++)
        {
            await _host.NoteAsync(NoticeKind.Product, 1001 + (i % 60));
        }

        (await _host.WorkOffAsync()).Should().BeFalse();

        _host.Store.Keys.Should().NotContain(key => key.Contains("/notices/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MadeDeletedAndSoldOut_AreInTheFile()
    {
        _shopify.Products[2000] = ShopifyProduct.Numbered(2000);
        _shopify.Products.Remove(1003);
        _shopify.Products[1004] = _shopify.Products[1004] with { Variants = 1 };
        await _host.NoteAsync(NoticeKind.Product, 2000);
        await _host.NoteAsync(NoticeKind.Product, 1003);
        await _host.NoteAsync(NoticeKind.Stock, 10042);
        await _host.NoteAsync(NoticeKind.Stock, 99990);

        await _host.WorkOffAsync();

        await ShouldBeAsASyncWouldHaveItAsync();
    }

    [Fact]
    public async Task NothingThatACustomerSees_IsNotWritten()
    {
        int written = ProductWrites;
        await _host.NoteAsync(NoticeKind.Product, 1001);
        await _host.NoteAsync(NoticeKind.Stock, 10020);

        await _host.WorkOffAsync();

        ProductWrites.Should().Be(written);
    }

    [Fact]
    public async Task NoticeDeliveredAgain_IsKnownBeforeAndAfterItIsDone()
    {
        (await _host.NoteAsync(NoticeKind.Product, 1001, "a")).Should().Be(NoticeReceipt.Kept);
        (await _host.NoteAsync(NoticeKind.Product, 1001, "a")).Should().Be(NoticeReceipt.Known);
        await _host.WorkOffAsync();
        (await _host.NoteAsync(NoticeKind.Product, 1001, "a")).Should().Be(NoticeReceipt.Known);
        (await _host.NoteAsync(NoticeKind.Product, 1001, "b")).Should().Be(NoticeReceipt.Kept);

        _host.Keeper.Requests.Should().BeGreaterThanOrEqualTo(4, "the process may have died between keeping it and asking");
    }

    [Fact]
    public async Task ShopThatCannotBeAsked_IsAskedAgain()
    {
        string last = _host.Store[ShopHost.ProductsKey];
        _shopify.Products.Remove(1001);
        _shopify.Tokens.Clear();
        await _host.NoteAsync(NoticeKind.Product, 1001);

        (await _host.WorkOffAsync()).Should().BeTrue();
        _host.Store[ShopHost.ProductsKey].Should().Be(last);
        _shopify.Tokens[EmulatedShopify.Token] = true;
        (await _host.WorkOffAsync()).Should().BeFalse();

        await ShouldBeAsASyncWouldHaveItAsync();
    }

    [Fact]
    public async Task AnswerWithHalfOfTheProducts_DeletesNone()
    {
        string last = _host.Store[ShopHost.ProductsKey];
        _shopify.Instead = call => call.Operation == "Changed" ? Microsoft.AspNetCore.Http.Results.Text("""{"data":{"nodes":[]}}""", "application/json") : null;
        await _host.NoteAsync(NoticeKind.Product, 1001);

        (await _host.WorkOffAsync()).Should().BeTrue();

        _host.Store[ShopHost.ProductsKey].Should().Be(last);
    }

    [Fact]
    public async Task NoticeAmidASync_IsDoneAgainAfterIt()
    {
        // The sync has read the old price when the new one is told, and writes the old one last.
        var told = new TaskCompletionSource();
        int counts = 0;
        _shopify.Instead = call =>
        {
            if (call.Operation == "Count" && ++counts == 2)
            {
                _shopify.Products[1001] = _shopify.Products[1001] with { Price = 7 };
                _host.NoteAsync(NoticeKind.Product, 1001).Wait(CancellationToken.None);
                _host.WorkOffAsync().Wait(CancellationToken.None);
                told.SetResult();
            }

            return null;
        };

        await _host.SyncAsync();
        told.Task.IsCompleted.Should().BeTrue();
        int asked = _host.Keeper.Requests;
        (await PriceAsync(1001)).Should().NotBe("7.00");
        asked.Should().BeGreaterThanOrEqualTo(2, "the end of the sync asks once more");
        await _host.WorkOffAsync();

        (await PriceAsync(1001)).Should().Be("7.00");
        _host.Store.Keys.Should().NotContain(key => key.Contains("/notices/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NoticeBeforeTheFirstSync_DoesNoHarm()
    {
        await _host.Store.DeleteAsync(ShopHost.ProductsKey, CancellationToken.None);
        await _host.NoteAsync(NoticeKind.Product, 1001);

        (await _host.WorkOffAsync()).Should().BeFalse();

        _host.Store.Keys.Should().NotContain(ShopHost.ProductsKey);
    }

    [Fact]
    public async Task ChangedShop_IsReadAgain()
    {
        _shopify.Currency = "SEK";
        await _host.NoteAsync(NoticeKind.Shop);

        await _host.WorkOffAsync();

        _host.Store[ShopHost.ShopKey].Should().Contain("SEK");
    }

    [Fact]
    public async Task Uninstalled_LosesItsTokenAndKeepsItsCatalogue()
    {
        string last = _host.Store[ShopHost.ProductsKey];
        await _host.NoteAsync(NoticeKind.Uninstalled);

        await _host.WorkOffAsync();

        _host.Store.Keys.Should().NotContain(key => key.Contains("/secrets/", StringComparison.Ordinal));
        _host.Store[ShopHost.ProductsKey].Should().Be(last);
        _host.Store["users/1/shopify/connection.json"].Should().Contain("disconnected_at");
        (await _host.SyncAsync()).Should().BeNull();
    }

    [Fact]
    public async Task UninstalledBeforeItWasConnectedAgain_IsPast()
    {
        await _host.NoteAsync(NoticeKind.Uninstalled, at: DateTimeOffset.UnixEpoch.AddDays(-1));
        await _host.NoteAsync(NoticeKind.ShopRedact, at: DateTimeOffset.UnixEpoch.AddDays(-1));

        await _host.WorkOffAsync();

        (await _host.SyncAsync()).Error.Should().BeNull();
    }

    [Fact]
    public async Task Redacted_LeavesNothingOfTheShop()
    {
        await _host.NoteAsync(NoticeKind.Uninstalled, id: "1");
        await _host.WorkOffAsync();
        await _host.NoteAsync(NoticeKind.ShopRedact, id: "2");

        await _host.WorkOffAsync();

        _host.Store.Keys.Should().Equal("connections/shopify/fjell-outdoor.myshopify.com/notices_done.json");
        (await _host.NoteAsync(NoticeKind.Product, 1001)).Should().Be(NoticeReceipt.UnknownShop);
    }

    [Theory]
    [InlineData(NoticeKind.CustomerRedact)]
    [InlineData(NoticeKind.CustomerDataRequest)]
    public async Task RequestAboutAPerson_IsKeptForTheOwner(NoticeKind kind)
    {
        await _host.NoteAsync(kind, 4711, "req1");

        await _host.WorkOffAsync();

        JsonSerializer.Deserialize<JsonElement>(_host.Store["users/1/privacy/shopify/req1.json"]).GetProperty("subject").GetString().Should().Be("4711");
    }

    [Fact]
    public async Task StoreThatIsDown_KeepsNothingAndSaysSo()
    {
        _host.Store.IsDown = true;

        var noting = () => _host.NoteAsync(NoticeKind.Product, 1001);

        await noting.Should().ThrowAsync<StoreUnavailableException>();
    }

    [Fact]
    public async Task FileInAnotherShape_IsPatchedAllTheSame()
    {
        _host.Store[ShopHost.ProductsKey] = """[{"id":1001,"title":"Old","variants":[]},{"id":7,"title":"Other"}]""";
        await _host.NoteAsync(NoticeKind.Product, 1001);

        await _host.WorkOffAsync();

        var catalogue = await _host.Get<Catalogues>().GetAsync(_host.Shop.Tenant, CancellationToken.None);
        catalogue.Index.Others(10, new HashSet<string>()).Select(product => product.Title).Should().BeEquivalentTo("Trail Jacket No. 1001", "Other");
    }

    public async Task InitializeAsync()
    {
        _shopify = (await EmulatedShopify.StartAsync()).With(60);
        _host = await ShopHost.StartAsync(_shopify);
        (await _host.SyncAsync()).Error.Should().BeNull();
        _shopify.Calls.Clear();
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _shopify.DisposeAsync();
    }

    private int ProductWrites => _host.Store.Written.Count(key => key == ShopHost.ProductsKey);

    private async Task ShouldBeAsASyncWouldHaveItAsync() => (await _host.SyncAsync()).Products!.IsChanged.Should().BeFalse();

    private async Task<string?> PriceAsync(long id)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(_host.Store[ShopHost.ProductsKey]));
        await foreach (var product in new ProductFile(stream).ReadAsync(CancellationToken.None))
        {
            if (product.NumericId() == $"{id}")
            {
                return product.GetProperty("variants").GetProperty("edges")[0].GetProperty("node").GetProperty("price").GetString();
            }
        }

        return null;
    }
}

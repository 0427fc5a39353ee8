using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Search;

namespace GptMessenger.Infrastructure.Tests.Search;

public class ProductIndexTests
{
    [Theory]
    [InlineData("kitchen faucet", "Single-Handle Kitchen Faucet in Chrome")]
    [InlineData("faucet hose", "Faucet Spray Hose")]
    [InlineData("18v drill", "DeWolt 18-Volt Cordless Drill")]
    [InlineData("drill 18 volt", "DeWolt 18-Volt Cordless Drill")]
    [InlineData("1/2 in pipe", "1/2 in. x 10 ft. Copper Pipe")]
    [InlineData("half inch 1/2\" copper pipe", "1/2 in. x 10 ft. Copper Pipe")]
    [InlineData("sawhorses", "Folding Saw Horse")]
    [InlineData("saw horse", "Folding Saw Horse")]
    [InlineData("men's gloves", "Mens Leather Gloves")]
    [InlineData("cafe chair", "Café Chair, Beech")]
    [InlineData("PSLX350H", "Turntable PS-LX350H")]
    [InlineData("ps lx 350 h", "Turntable PS-LX350H")]
    [InlineData("shelf", "Wall Shelves, Set of 3")]
    [InlineData("зимние ботинки", "Зимние ботинки")]
    public void WhatIsMeant_ComesFirst(string words, string title) => Find(words)[0].Title.Should().Be(title);

    [Theory]
    [InlineData("AB-100-X")]
    [InlineData("ab100x")]
    [InlineData("is AB100X still available?")]
    public void ArticleNumber_IsFound(string words) => Find(words)[0].Title.Should().Be("Café Chair, Beech");

    [Theory]
    [InlineData("ceiling fan", "Hampton Bay 52 in. Indoor Ceiling Fan", "Ceiling Fan Pull Chain")]
    [InlineData("drill", "RYOBI 18-Volt Cordless Drill/Driver", "Drill Bit Holder")]
    [InlineData("electrical tape", "Super 33+ 3/4 in. Vinyl Electrical Tape", "Electrical Tape Dispenser")]
    [InlineData("water heater element", "Screw-In Water Heater Element", "Water Heater Stand")]
    [InlineData("bath vanity", "36 in. W Bath Vanity", "Bath Vanity Knob")]
    [InlineData("toilet", "White Round Toilet", "Toilet Plunger")]
    [InlineData("hose for washing machine", "Rubber Hose", "Washing Machine")]
    [InlineData("dead bolt", "Single Cylinder Deadbolt", "Carriage Bolt")]
    public void WhatItIs_ComesBeforeWhatGoesWithIt(string words, string thing, string other) =>
        Index(Product(other), Product(thing), Product("Paint"), Product("Bolt Cutter"), Product("Red Machine")).Search(new ProductQuery(words, 5)).Products[0].Title.Should().Be(thing);

    [Theory]
    [InlineData("kichenfaucet", "Kitchen Faucet")]
    [InlineData("towelrackblack", "Towel Rack Black")]
    [InlineData("12 voltbattery", "12 v Battery")]
    [InlineData("circulersaw", "Circular Saw")]
    [InlineData("mial box", "Mailbox")]
    [InlineData("door knb", "Door Knob")]
    [InlineData("vac", "Vacuum")]
    [InlineData("fridge", "Refrigerator")]
    [InlineData("¿tienen espejos?", "Mirror")]
    [InlineData("Kühlschrank", "Refrigerator")]
    [InlineData("¿tienen calcetines?", "Wool Sock")]
    [InlineData("habt ihr Schuhe?", "Shoe")]
    [InlineData("Jacken", "Jacket")]
    public void OddlyWrittenThings_AreFound(string words, string thing) =>
        Index(Product("Garden Gnome"), Product("Kitchen Faucet"), Product("Towel Rack Black"), Product("12 v Battery"), Product("Circular Saw"), Product("Mailbox"), Product("Door Knob"), Product("Vacuum"), Product("Refrigerator"), Product("Mirror"), Product("Wool Sock"), Product("Shoe"), Product("Jacket"))
            .Search(new ProductQuery(words, 5)).Products[0].Title.Should().Be(thing);

    [Theory]
    [InlineData("sms")]
    [InlineData("my name is tom")]
    [InlineData("xylophone")]
    [InlineData("abcdefghijklmno")]
    public void WhatIsNotThere_IsNotFound(string words) => Index(Product("Garden Gnome"), Product("Kitchen Faucet"), Product("Door Knob"), Product("Towel Rack")).Search(new ProductQuery(words, 5)).Products.Should().BeEmpty();

    [Fact]
    public void Size_IsNoArticleNumber()
    {
        var gnome = Product("Garden Gnome", sku: "36") with { Id = "36" };

        Index(gnome, Product("Vanity, White")).Search(new ProductQuery("36 in. vanity", 5)).Products.Select(product => product.Title).Should().Equal("Vanity, White");
    }

    [Fact]
    public void MistypedWord_MeansTheCommonOneBeforeTheRareOne()
    {
        var index = Index([.. Enumerable.Range(1, 30).Select(i => Product($"Kitchen Faucet {i}")), Product("Fauset Garden Hose")]);

        index.Search(new ProductQuery("fauxet", 40)).Products.Select(product => product.Title).Should().EndWith("Fauset Garden Hose").And.HaveCount(31);
    }

    [Fact]
    public void WhatATitleIsAbout_CountsMoreThanWhatComesWithIt() =>
        Find("faucet")[0].Title.Should().Be("Single-Handle Kitchen Faucet in Chrome");

    [Fact]
    public void ProductWords_AreNoEverydayWords() => Find("do you have a saw")[0].Title.Should().Be("Circular Saw");

    [Fact]
    public void WhatWasSaidBefore_CountsWhereNothingNewIsNamed()
    {
        Find("do you have it in beech?", "I like the chair")[0].Title.Should().Be("Café Chair, Beech");
        Find("how much is it?", "I like the drill")[0].Title.Should().Be("DeWolt 18-Volt Cordless Drill");
        Find("and drills?", "I like the chair")[0].Title.Should().Be("DeWolt 18-Volt Cordless Drill");
    }

    [Fact]
    public void PriceLimit_LeavesOutWhatCostsMore()
    {
        Find("chair under 20 euro").Should().BeEmpty();
        Find("chair under 60 euro").Should().ContainSingle();
    }

    [Fact]
    public void SoldOut_ComesAfterItsEqual()
    {
        var index = Index(Product("Red Lamp One", isAvailable: false), Product("Red Lamp Two", isAvailable: true));

        index.Search(new ProductQuery("red lamp", 5)).Products.Select(product => product.Title).Should().Equal("Red Lamp Two", "Red Lamp One");
    }

    [Fact]
    public void Scores_FallAndBelongToTheProducts()
    {
        var hits = Index(Goods).Search(new ProductQuery("kitchen faucet", 5));

        hits.Scores.Should().HaveSameCount(hits.Products).And.BeInDescendingOrder().And.OnlyContain(score => score > 0);
    }

    [Fact]
    public void ProductsComeBackAsTheyWentIn()
    {
        var product = Product("Lamp") with { Description = string.Join(' ', Enumerable.Repeat("A warm light for long evenings.", 100)), Tags = ["a", "b"], Handle = "lamp", Images = [new Uri("https://cdn.example/l.png")] };

        Index(product).Search(new ProductQuery("lamp", 1)).Products[0].Should().BeEquivalentTo(product);
    }

    [Fact]
    public async Task ManyAtOnce_FindWhatEachFindsAlone()
    {
        var index = Index(Goods);
        string[] questions = ["kitchen faucet", "18v drill", "saw horse", "chair under 60 euro", "cafe chair", "shelf"];
        var alone = questions.Select(words => index.Search(new ProductQuery(words, 5)).Products.Select(product => product.Title).ToList()).ToList();

        var together = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => (i, index.Search(new ProductQuery(questions[i % questions.Length], 5)).Products.Select(product => product.Title).ToList()))));

        together.Should().OnlyContain(found => found.Item2.SequenceEqual(alone[found.i % questions.Length]));
    }

    [Theory]
    [InlineData("\u0000\uFFFF")]
    [InlineData("((((((((((((((")]
    [InlineData("\"\"\"''''")]
    public void StrangeWords_FindNothingAndHurtNobody(string words) => Find(words).Should().BeEmpty();

    [Fact]
    public void EndlessWords_AreReadSoFar() => Find(string.Concat(Enumerable.Repeat("faucet drill ", 20_000))).Should().NotBeEmpty();

    private static readonly Product[] Goods =
    [
        Product("Faucet Spray Hose"), Product("Single-Handle Kitchen Faucet in Chrome with Spray"), Product("DeWolt 18-Volt Cordless Drill"), Product("1/2 in. x 10 ft. Copper Pipe"),
        Product("Folding Saw Horse"), Product("Circular Saw"), Product("Mens Leather Gloves"), Product("Café Chair, Beech", "49.00", sku: "AB-100-X"), Product("Turntable PS-LX350H"), Product("Wall Shelves, Set of 3"),
        Product("Зимние ботинки"), Product("Single-Handle Kitchen Faucet in Chrome"),
    ];

    [Fact]
    public void IndexMadeBesideTheLast_FindsWhatANewOneFinds()
    {
        Product[] changed =
        [
            Product("Brass Door Bell"), Goods[0] with { Title = "Copper Kettle" }, .. Goods[3..5], .. Goods[7..], Product("Oak Door Frame"), Goods[2],
        ];
        var builder = new ProductIndexBuilder(Index(Goods));
        Array.ForEach(changed, builder.Add);
        var (beside, anew) = (builder.Build(), Index(changed));

        beside.Count.Should().Be(changed.Length);
        foreach (string words in Goods.Concat(changed).Select(product => product.Title))
        {
            var (found, expected) = (beside.Search(new ProductQuery(words, 8)), anew.Search(new ProductQuery(words, 8)));
            found.Products.Select(product => product.Title).Should().Equal(expected.Products.Select(product => product.Title), words);
            found.Scores.Should().Equal(expected.Scores, words);
        }
    }

    private static IReadOnlyList<Product> Find(string words, string earlier = "") => Index(Goods).Search(new ProductQuery(words, 8, earlier)).Products;

    private static ProductIndex Index(params Product[] products)
    {
        var builder = new ProductIndexBuilder();
        Array.ForEach(products, builder.Add);
        return builder.Build();
    }

    private static Product Product(string title, string price = "9.00", bool isAvailable = true, string? sku = null) => new()
    {
        Id = title,
        Title = title,
        Variants = [new Variant("1", "", new Money(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), "EUR"), isAvailable, sku)],
    };
}

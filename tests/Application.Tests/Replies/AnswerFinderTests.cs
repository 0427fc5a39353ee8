using GptMessenger.Application.Replies;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using NSubstitute;

namespace GptMessenger.Application.Tests.Replies;

public sealed class AnswerFinderTests : IDisposable
{
    private const string Greeting = "Hi! I am the automated assistant of Happy Feet.\n\n";

    private readonly Bot _bot = new();

    [Fact]
    public async Task FirstAnswer_SaysThatAnAssistantAnswers() => (await FindAsync(Known.Message("m1"))).Should().Be($"{Greeting}Yes, we do.");

    [Fact]
    public async Task PageWithoutAName_SaysSoAllTheSame()
    {
        _bot.Profile = Domain.Pages.PageProfile.Unknown;

        (await FindAsync(Known.Message("m1"))).Should().StartWith("Hi! I am the automated assistant of this page.\n\n");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public async Task LaterAnswer_SaysItAgainAfterSevenDays(int days, bool isSaid)
    {
        _bot.WrittenByOthers(Known.Message("m0"), Known.Reply("r0", at: Known.Now.AddDays(-days)));

        (await FindAsync(Known.Message("m1"))).StartsWith(Greeting, StringComparison.Ordinal).Should().Be(isSaid);
    }

    [Fact]
    public async Task OnlyAPersonWroteBefore_SaysThatAnAssistantAnswersNow()
    {
        _bot.WrittenByOthers(Known.Message("m0"), Known.Echo("e0"));

        (await FindAsync(Known.Message("m1"))).Should().StartWith(Greeting);
    }

    [Theory]
    [InlineData("Habt ihr rote Schuhe?", "Hallo! Ich bin der automatische Assistent von Happy Feet.\n\nYes")]
    [InlineData("¿Tienen zapatos rojos?", "¡Hola! Soy")]
    [InlineData("Avez-vous des chaussures rouges ?", "Bonjour ! Je suis")]
    [InlineData("ok?", "Hi! I am")]
    public async Task FirstAnswer_SaysItInTheCustomersLanguage(string message, string start) => (await FindAsync(Known.Message("m1", message))).Should().StartWith(start);

    [Fact]
    public async Task TenantsOwnText_Wins()
    {
        _bot.Options = _bot.Options with { FirstContact = FirstContact.Parse("For all.") };
        (await FindAsync(Known.Message("m1"))).Should().Be("For all.\n\nYes, we do.");

        _bot.FirstContacts.FindAsync(Known.Conversation.Tenant, Arg.Any<CancellationToken>()).Returns(FirstContact.Parse("I am {page}'s bot."));
        (await FindAsync(Known.Message("m1"))).Should().Be("I am Happy Feet's bot.\n\nYes, we do.");

        _bot.FirstContacts.FindAsync(Known.Conversation.Tenant, Arg.Any<CancellationToken>()).Returns(FirstContact.Off);
        (await FindAsync(Known.Message("m1"))).Should().Be("Yes, we do.");
    }

    [Fact]
    public async Task PictureAfterGermanWords_IsAnsweredInGerman()
    {
        _bot.WrittenByOthers(Known.Message("m0", "Habt ihr rote Schuhe?"), Known.Reply("r0"));

        (await FindAsync(Known.Picture("m1"))).Should().StartWith("Bilder und Dateien kann ich noch nicht öffnen. Schreiben Sie");
    }

    [Theory]
    [InlineData("de-AT", "Hier erwartet dich Warmes.", "Bilder und Dateien kann ich noch nicht öffnen. Schreib mir")]
    [InlineData("de", "Hier erwartet Sie Warmes.", "Bilder und Dateien kann ich noch nicht öffnen. Schreiben Sie")]
    [InlineData("fr", "Les chaussures du nord", "Je ne peux pas encore ouvrir")]
    [InlineData("nb", "", "I can't open")]
    public async Task WithoutAWord_TheShopsOwnLanguageCounts(string locale, string about, string start)
    {
        _bot.Options = _bot.Options with { FirstContact = FirstContact.Off };
        _bot.Catalog.ReadShopAsync(default, default).ReturnsForAnyArgs(new Shop { Locale = locale, Facts = [new Fact("Description", about)] });

        (await FindAsync(Known.Picture("m1"))).Should().StartWith(start);
    }

    [Fact]
    public async Task ProductsOfTheOfflineResponder_AreNamed()
    {
        _bot.Products = new ProductMatches([Goods.Product("Red shoe")], 1, 1);
        _bot.Answer = (_, _) => Task.FromException<Completion>(new LlmUnavailableException("no key"));
        var message = Known.Message("m1", "rote Schuhe");
        _bot.WrittenByOthers(message);
        _bot.Desk.Conversation = _bot.Stored;

        (await _bot.Answerer.FindAsync(_bot.Desk, [message], CancellationToken.None)).Named.Should().Equal(_bot.Products.Products);
    }

    [Fact]
    public async Task OnlyAttachments_AreAnsweredWithoutTheModel()
    {
        (await FindAsync(Known.Picture("m1"), Known.Picture("m2"))).Should().StartWith(Greeting + "I can't open pictures");

        _bot.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task PictureAndWords_AreForTheModel()
    {
        await FindAsync(Known.Picture("m1"), Known.Message("m2", "do you have these?"));

        _bot.Asked.Should().ContainSingle().Which.User.Should().EndWith("Customer Message: [sent something that is not text]\ndo you have these?");
    }

    [Fact]
    public async Task QuickReplyAndPostback_AreForTheModelWithTheirPayload()
    {
        await FindAsync(Known.QuickReply("m1", "Red", "COLOR_RED"), Known.Postback("m2", "Talk to us", "HUMAN_HANDOVER"));

        _bot.Asked.Should().ContainSingle().Which.User.Should().EndWith("Customer Message: Red [button: COLOR_RED]\nTalk to us [button: HUMAN_HANDOVER]");
    }

    [Fact]
    public async Task ModelUnavailable_IsAnsweredFromTheShopsData()
    {
        _bot.Products = new ProductMatches([Goods.Product("Red shoe")], 1, 1);
        _bot.Answer = (_, _) => Task.FromException<Completion>(new LlmUnavailableException("no key"));

        (await FindAsync(Known.Message("m1"))).Should().Be($"{Greeting}This is what I found in our shop:\n\nRed shoe: €19.90, in stock\nhttps://shop.example/products/Red%20shoe");
    }

    [Theory]
    [InlineData("[P9]")]
    [InlineData("***")]
    public async Task AnswerWithoutWords_IsAnsweredFromTheShopsData(string answer)
    {
        _bot.Answer = (_, _) => Task.FromResult(new Completion(answer, null, null));

        (await FindAsync(Known.Message("m1"))).Should().EndWith("a person from our team will follow up here.");
    }

    [Fact]
    public async Task ProductReference_BecomesItsLinkOnce()
    {
        _bot.Products = new ProductMatches([Goods.Product("Red")], 1, 1);
        _bot.Answer = (_, _) => Task.FromResult(new Completion("**Red** [P1] is here. [P1] costs 19.90 EUR.", 100, 9));

        (await FindAsync(Known.Message("m1"))).Should().Be($"{Greeting}Red (https://shop.example/products/Red) is here. costs 19.90 EUR.");
    }

    [Fact]
    public async Task MessageTooLongForAnyPrompt_IsToldSo()
    {
        _bot.Options = _bot.Options with { ContextTokens = 50 };

        (await FindAsync(Known.Message("m1", string.Join(' ', Enumerable.Repeat("shoes", 200))))).Should().EndWith("what you would like to know?");

        _bot.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task Search_KnowsWhatWasAskedBefore()
    {
        _bot.WrittenByOthers(Known.Message("m0", "red shoes"), Known.Reply("r0"));

        await FindAsync(Known.Message("m1", "and in blue?"));

        await _bot.Catalog.Received(1).SearchAsync(Known.Conversation.Tenant, Arg.Is<ProductQuery>(query => query.Asked == "and in blue?" && query.Earlier == "red shoes"), Arg.Any<CancellationToken>());
        _bot.Asked[0].User.Should().Be("Customer: red shoes\nShop: Yes, we do.\nCustomer Message: and in blue?");
    }

    [Fact]
    public async Task WhatTheCustomerTypes_IsNeverExpanded()
    {
        _bot.Products = new ProductMatches([Goods.Product("Red")], 1, 1);

        await FindAsync(Known.Message("m1", "{shopify_products} and {message_text}"));

        _bot.Asked[0].User.Should().EndWith("Customer Message: {shopify_products} and {message_text}");
    }

    public void Dispose() => _bot.Dispose();

    private async Task<string> FindAsync(params MessengerEvent[] unanswered)
    {
        _bot.WrittenByOthers(unanswered);
        _bot.Desk.Conversation = _bot.Stored;
        return (await _bot.Answerer.FindAsync(_bot.Desk, unanswered, CancellationToken.None)).Text;
    }
}

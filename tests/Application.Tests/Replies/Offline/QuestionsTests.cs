using GptMessenger.Application.Languages;
using GptMessenger.Application.Replies.Wordings;
using GptMessenger.Application.Shops;

namespace GptMessenger.Application.Tests.Replies.Offline;

/// <summary>Each kind of question, as it is asked in each language.</summary>
public class QuestionsTests
{
    [Theory]
    [InlineData(Language.English, "Hi!", "hello there", "good evening", "hey, how are you?", "👋", "heyy is anybody there")]
    [InlineData(Language.German, "Hallo", "guten tag", "Moin zusammen", "Guten Morgen!")]
    [InlineData(Language.Spanish, "hola", "buenas tardes", "Hola, ¿qué tal?")]
    [InlineData(Language.French, "bonjour", "salut ca va ?", "Bonsoir à tous", "coucou il y a quelqu'un")]
    public void GreetingAlone_GetsAKindWordAndNoProducts(Language language, params string[] messages) =>
        All(messages, language).Should().AllBe(Wording.In(language).Greeting);

    [Theory]
    [InlineData(Language.English, "thanks a lot!", "ok great, thx", "👍", "bye")]
    [InlineData(Language.German, "vielen dank!", "ok danke", "Danke euch für die Hilfe")]
    [InlineData(Language.Spanish, "muchas gracias", "vale gracias", "perfecto!")]
    [InlineData(Language.French, "merci beaucoup", "bonne soirée", "ok merci", "d'accord")]
    public void ThanksAlone_AreTakenGladly(Language language, params string[] messages) => All(messages, language).Should().AllBe(Wording.In(language).Gladly);

    [Theory]
    [InlineData(Language.English, "Can I talk to a human?", "I want to speak to someone", "call me please")]
    [InlineData(Language.German, "ich möchte mit einem Mitarbeiter sprechen", "kann ich mit jemandem reden", "Rufen Sie mich an")]
    [InlineData(Language.Spanish, "quiero hablar con una persona", "¿me puede atender un humano?", "atención al cliente")]
    [InlineData(Language.French, "je voudrais parler à un conseiller", "puis-je parler à quelqu'un", "service client svp")]
    public void WhoAsksForAPerson_IsToldThatOneFollowsUp(Language language, params string[] messages) =>
        All(messages, language).Should().OnlyContain(text => text.StartsWith(Wording.In(language).Person) && text.Contains("+47 22 00 00, hi@shop.example"));

    [Theory]
    [InlineData(Language.English, "are you a bot?", "who am i talking to", "Are you human")]
    [InlineData(Language.German, "bist du ein Bot?", "mit wem schreib ich hier", "Sind Sie ein Mensch?")]
    [InlineData(Language.Spanish, "eres un robot?", "con quien hablo")]
    [InlineData(Language.French, "vous êtes un robot ?", "je parle avec qui")]
    public void WhoAsksWhetherAMachineAnswers_IsToldSo(Language language, params string[] messages) =>
        All(messages, language).Should().AllBe(Wording.Fill(Wording.In(language).Assistant, ("page", "Corner Shop")));

    [Theory]
    [InlineData(Language.English, "any discount codes?", "broken lamp!!!")]
    [InlineData(Language.German, "gibt es einen Rabattcode", "lampe kaputt")]
    [InlineData(Language.Spanish, "hay descuento para estudiantes", "llegó rota, qué hago")]
    [InlineData(Language.French, "il y a un code promo ?", "lampe cassée")]
    public void DiscountsAndBrokenThings_AreForAPerson(Language language, params string[] messages) =>
        All(messages, language).Should().OnlyContain(text => text == Wording.In(language).Unknown);

    [Theory]
    [InlineData(Language.English, "where is my order??", "my parcel hasnt arrived")]
    [InlineData(Language.German, "wo bleibt meine Bestellung?", "mein Paket ist nicht angekommen")]
    [InlineData(Language.Spanish, "dónde está mi pedido", "mi paquete no ha llegado")]
    [InlineData(Language.French, "où est ma commande ?", "mon colis n'est pas arrivé")]
    public void WhereAnOrderIs_IsForAPerson(Language language, params string[] messages) => All(messages, language).Should().AllBe(Wording.In(language).Order);

    [Theory]
    [InlineData(Language.English, "Can I get my money back?", "return policy?", "how can i exchange it")]
    [InlineData(Language.German, "kann ich das umtauschen", "Rückgabe?", "wie kann ich es zurueckschicken")]
    [InlineData(Language.Spanish, "puedo devolverlo", "política de devoluciones")]
    [InlineData(Language.French, "politique de retour", "je peux être remboursé ?")]
    public void Returns_AreAnsweredFromThePolicy(Language language, params string[] messages) =>
        All(messages, language).Should().AllBe($"{Wording.In(language).Quote}\n\nRefunds{Wording.In(language).Colon}30 days, unused.\nAll bags have a two-year guarantee.");

    [Theory]
    [InlineData(Language.English, "do you ship to Spain", "how long does it take to arrive?", "delivery cost")]
    [InlineData(Language.German, "liefert ihr nach Österreich", "was kostet der Versand", "Lieferzeit?")]
    [InlineData(Language.Spanish, "hacéis envíos a Portugal", "¿cuánto tarda en llegar?", "gastos de envio")]
    [InlineData(Language.French, "vous livrez en Belgique ?", "frais de port", "la livraison est gratuite")]
    public void Shipping_IsAnsweredFromThePolicy(Language language, params string[] messages) =>
        All(messages, language).Should().AllBe($"{Wording.In(language).Quote}\n\nShipping{Wording.In(language).Colon}Two days.");

    [Theory]
    [InlineData(Language.English, "can i pay with paypal")]
    [InlineData(Language.German, "kann ich auf Rechnung bezahlen")]
    [InlineData(Language.Spanish, "se puede pagar con tarjeta")]
    [InlineData(Language.French, "vous acceptez le paiement par carte ?")]
    public void Payment_IsAnsweredFromThePage(Language language, params string[] messages) =>
        All(messages, language).Should().AllBe($"{Wording.In(language).Quote}\n\nPayment{Wording.In(language).Colon}visa, mastercard");

    [Theory]
    [InlineData(Language.English, "is there a warranty?")]
    [InlineData(Language.German, "gibts Garantie")]
    [InlineData(Language.Spanish, "tiene garantía?")]
    [InlineData(Language.French, "il y a une garantie ?")]
    public void Warranty_IsQuotedFromThePolicyThatSpeaksOfIt(Language language, params string[] messages) => All(messages, language).Should()
        .AllBe($"{Wording.In(language).Quote}\n\nRefunds{Wording.In(language).Colon}All bags have a two-year guarantee.\n\n{Wording.Fill(Wording.In(language).WholeText, ("link", "https://shop.example"))}");

    [Theory]
    [InlineData(Language.English, "what do you do with my data")]
    [InlineData(Language.German, "Datenschutz?")]
    [InlineData(Language.Spanish, "política de privacidad")]
    [InlineData(Language.French, "que faites-vous de mes données personnelles")]
    public void Privacy_IsAnsweredFromThePolicy(Language language, params string[] messages) =>
        All(messages, language).Should().AllBe($"{Wording.In(language).Quote}\n\nPrivacy{Wording.In(language).Colon}We sell no data.");

    [Theory]
    [InlineData(Language.English, "what is your phone number", "email?")]
    [InlineData(Language.German, "wie kann ich euch erreichen", "Telefonnummer")]
    [InlineData(Language.Spanish, "cómo puedo contactaros", "teléfono?")]
    [InlineData(Language.French, "comment vous joindre", "votre téléphone")]
    public void Contact_IsPhoneAndMail(Language language, params string[] messages) =>
        All(messages, language).Should().AllBe(Wording.Fill(Wording.In(language).Contact, ("ways", "+47 22 00 00, hi@shop.example")));

    [Theory]
    [InlineData(Language.English, "where are you located")]
    [InlineData(Language.German, "wo seid ihr?")]
    [InlineData(Language.Spanish, "donde estáis")]
    [InlineData(Language.French, "où êtes-vous")]
    public void Address_IsSaid(Language language, params string[] messages) =>
        All(messages, language).Should().AllBe(Wording.Fill(Wording.In(language).Address, ("address", "Storgata 14, Oslo")));

    [Theory]
    [InlineData(Language.English, "asdf", "", "what is the meaning of life", "shipwreck", "???")]
    [InlineData(Language.German, "erzähl mir was über Quanten")]
    [InlineData(Language.Spanish, "cuál es el sentido de la vida")]
    [InlineData(Language.French, "quel est le sens de la vie")]
    public void Unknown_IsForAPerson(Language language, params string[] messages) => All(messages, language, ProductMatches.None).Should().AllBe(Wording.In(language).Unknown);

    [Fact]
    public void DutyThatTheShopPays_IsNoWayToPay() =>
        Application.Replies.OfflineResponder.Answer(
            "how can I pay?", Corner.To(), new Domain.Shops.Shop { Policies = [new Domain.Shops.ShopPolicy(Domain.Shops.PolicyKind.Shipping, "Shipping", "We pay the customs duty.")] },
            Domain.Pages.PageProfile.Unknown, ProductMatches.None).Text.Should().Be(Wording.In(Language.English).Unknown);

    [Fact]
    public void TwoQuestions_GetTwoAnswers() =>
        Corner.Ask("Are you open on Tuesday, and do you ship to Spain?").Should().Be("Tuesday: 09:00–17:00\n\nThis is what our shop says about it:\n\nShipping: Two days.");

    [Theory]
    [InlineData("When do you open?")]
    [InlineData("Can I return it?")]
    [InlineData("do you ship?")]
    [InlineData("is there a warranty")]
    [InlineData("how can I pay")]
    [InlineData("where are you located")]
    [InlineData("your phone number?")]
    public void WhatTheShopDoesNotSay_IsForAPerson(string message) =>
        Application.Replies.OfflineResponder.Answer(message, Corner.To(), Domain.Shops.Shop.Unknown, Domain.Pages.PageProfile.Unknown, Goods.Matches(3, 3, 3))
            .Text.Should().Be(Wording.In(Language.English).Unknown);

    // Products that match must not take the place of an answer.
    private static IEnumerable<string> All(string[] messages, Language language, ProductMatches? products = null) =>
        messages.Select(message => Corner.Ask(message, language, products ?? Goods.Matches(3, 3, 3)));
}

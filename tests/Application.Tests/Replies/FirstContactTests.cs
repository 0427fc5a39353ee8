using GptMessenger.Application.Languages;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Replies.Wordings;

namespace GptMessenger.Application.Tests.Replies;

public class FirstContactTests
{
    [Theory]
    [InlineData(Language.English, "Hi! I am the automated assistant of Happy Feet.")]
    [InlineData(Language.German, "Hallo! Ich bin der automatische Assistent von Happy Feet.")]
    [InlineData(Language.Spanish, "¡Hola! Soy el asistente automático de Happy Feet.")]
    [InlineData(Language.French, "Bonjour ! Je suis l'assistant automatique de Happy Feet.")]
    public void Standard_IsSaidInTheCustomersLanguage(Language language, string said) => FirstContact.Standard.Say(Wording.In(language), "Happy Feet").Should().Be(said);

    [Theory]
    [InlineData("A machine of {page} answers.", "A machine of Happy Feet answers.")]
    [InlineData("\uFEFF  Two\r\nlines {page} {page}\n", "Two\nlines Happy Feet Happy Feet")]
    [InlineData("I am a bot { }", "I am a bot { }")]
    [InlineData("", null)]
    [InlineData(" \n", null)]
    [InlineData("Off", null)]
    public void OwnText_IsSaidToEverybody(string text, string? said) => FirstContact.Parse(text).Say(Wording.In(Language.German), "Happy Feet").Should().Be(said);

    [Theory]
    [InlineData("Hi from {shop}", "unknown")]
    [InlineData("Hi {}", "unknown")]
    [InlineData("Hi \u0007", "plain text")]
    [InlineData("Hi \uFFFD", "plain text")]
    public void TextThatCannotBeSaid_IsRefused(string text, string why) => FluentActions.Invoking(() => FirstContact.Parse(text)).Should().Throw<FormatException>().WithMessage($"*{why}*");

    [Fact]
    public void LongText_IsRefused()
    {
        FirstContact.Parse(new string('a', 500)).Say(Wording.In(Language.English), "x").Should().HaveLength(500);
        FluentActions.Invoking(() => FirstContact.Parse(new string('a', 501))).Should().Throw<FormatException>().WithMessage("should be*500*501.");
    }

    [Fact]
    public void NameOfThePage_IsNotReadAsAPlace() => FirstContact.Parse("{page}!").Say(Wording.In(Language.English), "{page} {page}").Should().Be("{page} {page}!");
}

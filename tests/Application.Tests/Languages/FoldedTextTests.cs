using GptMessenger.Application.Languages;

namespace GptMessenger.Application.Tests.Languages;

public class FoldedTextTests
{
    [Theory]
    [InlineData("Größe, GRÖSSE; grosse!", "grosse grosse grosse")]
    [InlineData("¿Cuánto cuesta el ENVÍO?", "cuanto cuesta el envio")]
    [InlineData("Vous l’avez en bleu ?", "vous l avez en bleu")]
    [InlineData("e\u0301te\u0301", "ete")]
    [InlineData("cœur Ærø", "coeur aero")]
    [InlineData("8GB \uD83D\uDE00 куртка", "8gb куртка")]
    [InlineData("...", "")]
    public void Words_AreInSmallLettersWithoutAccents(string text, string words) => string.Join(' ', FoldedText.Words(text)).Should().Be(words);
}

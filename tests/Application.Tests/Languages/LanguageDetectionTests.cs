using GptMessenger.Application.Languages;

namespace GptMessenger.Application.Tests.Languages;

public class LanguageDetectionTests
{
    private static readonly Dictionary<string, Language> Labels = new()
    {
        ["en"] = Language.English,
        ["de"] = Language.German,
        ["es"] = Language.Spanish,
        ["fr"] = Language.French,
    };

    [Theory]
    [InlineData("SeenMessages.txt", 0.99)]
    [InlineData("UnseenMessages.txt", 0.97)]
    public void LabelledMessages_AreTold(string file, double atLeast)
    {
        var messages = Labelled(file);

        var missed = messages.Where(message => LanguageDetection.Of(message.Text) != message.Language).ToList();

        messages.GroupBy(message => message.Language).Should().HaveCount(4).And.OnlyContain(language => language.Count() >= 30);
        (1 - ((double)missed.Count / messages.Count)).Should().BeGreaterThanOrEqualTo(atLeast, "{0}", string.Join(" / ", missed.Select(message => message.Text)));
    }

    [Fact]
    public void ShoutedOrWithoutAccents_IsTheSame()
    {
        var missed = Labelled("UnseenMessages.txt").Where(message => LanguageDetection.Of(string.Join(' ', FoldedText.Words(message.Text)).ToUpperInvariant()) != message.Language).ToList();

        missed.Count.Should().BeLessThanOrEqualTo(6, "{0}", string.Join(" / ", missed.Select(message => message.Text)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ok?")]
    [InlineData("42")]
    [InlineData("👍👍")]
    [InlineData("ciao, quanto costa la spedizione?")]
    [InlineData("Olá, qual é o preço? obrigado")]
    [InlineData("hej, vad kostar frakt och vilken storlek")]
    [InlineData("сколько стоит куртка?")]
    [InlineData("これはいくらですか")]
    [InlineData("\uD83D")]
    public void WordsOfNoneOfTheLanguages_AreNotGuessed(string text) => LanguageDetection.Of(text).Should().BeNull();

    [Theory]
    [InlineData("ok?", "was kostet der versand", Language.German)]
    [InlineData("Nordavind Down Parka", "hola, busco un abrigo", Language.Spanish)]
    [InlineData("et en rouge, vous l'avez ?", "do you ship to France", Language.French)]
    [InlineData("jacken?", "", Language.German)]
    public void Doubts_AreSettledByWhatWasSaidBefore(string now, string before, Language language) => LanguageDetection.Of(now, before).Should().Be(language);

    [Theory]
    [InlineData("de", Language.German)]
    [InlineData("fr-CA", Language.French)]
    [InlineData("ES_mx", Language.Spanish)]
    [InlineData("en", Language.English)]
    [InlineData("nb", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Locale_IsUnderstood(string? locale, Language? language) => LanguageDetection.OfLocale(locale).Should().Be(language);

    private static List<(Language Language, string Text)> Labelled(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Languages", file)).Where(line => !line.StartsWith('#'))
            .Select(line => (Labels[line[..2]], line[3..]))];
}

using System.Reflection;
using System.Text.RegularExpressions;
using GptMessenger.Application.Languages;
using GptMessenger.Application.Replies.Wordings;

namespace GptMessenger.Application.Tests.Replies.Wordings;

public partial class WordingTests
{
    private static readonly IEnumerable<PropertyInfo> Texts = typeof(Wording).GetProperties().Where(property => property.PropertyType == typeof(string));

    private static readonly IEnumerable<Wording> All = [.. Enum.GetValues<Language>().Select(language => Wording.In(language)), Wording.In(Language.German, isFamiliar: true)];

    [Fact]
    public void EveryText_HasWordsAndTheSamePlacesInEveryLanguage()
    {
        Texts.Should().HaveCountGreaterThan(30);
        foreach (var text in Texts)
        {
            All.Select(wording => Places(Of(text, wording))).Distinct().Should().ContainSingle("{0} is filled in the same way in each language", text.Name);
            All.Select(wording => Of(text, wording)).Should().OnlyContain(words => words.Length > 0);
        }
    }

    [Fact]
    public void EverySentence_IsInItsOwnLanguage()
    {
        foreach (var (text, wording) in Texts.SelectMany(text => All.Select(wording => (text, wording))).Where(each => Of(each.text, each.wording).Length > 35))
        {
            LanguageDetection.Of(Of(text, wording)).Should().Be(wording.Language, "{0}", Of(text, wording));
        }
    }

    [Fact]
    public void Languages_ShareNoSentence()
    {
        foreach (var text in Texts.Where(text => Of(text, All.First()).Length > 35))
        {
            All.Take(4).Select(wording => Of(text, wording)).Should().OnlyHaveUniqueItems();
        }
    }

    [Fact]
    public void Weekdays_AreSeven() => All.Should().OnlyContain(wording => wording.Weekdays.Split(',', StringSplitOptions.None).Length == 7);

    [Fact]
    public void PoliteAndFamiliarGerman_AreNotMixed()
    {
        Texts.Select(text => Of(text, Wording.In(Language.German))).Should().OnlyContain(text => !Familiar().IsMatch(text));
        Texts.Select(text => Of(text, Wording.In(Language.German, isFamiliar: true))).Should().OnlyContain(text => !Polite().IsMatch(text));
    }

    [Fact]
    public void WhatIsFilledIn_IsNotReadAgain() =>
        Wording.Fill("{page}, {other} {page} {", ("page", "{link}"), ("link", "x")).Should().Be("{link}, {other} {link} {");

    private static string Of(PropertyInfo text, Wording wording) => (string)text.GetValue(wording)!;

    private static string Places(string text) => string.Join(' ', Place().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"\b([Dd]u|[Dd]ir|[Dd]ich|[Dd]ein\w*)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Familiar();

    [GeneratedRegex(@"\b(Sie|Ihnen|Ihre?[nrms]?)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Polite();
}

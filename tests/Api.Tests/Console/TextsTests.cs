using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GptMessenger.Api.Tests.Console;

/// <summary>Each page says what its resource file has, and the file has nothing else.</summary>
public partial class TextsTests
{
    private static readonly string Console = Path.Combine(Root(new DirectoryInfo(AppContext.BaseDirectory)), "src/Api/Console");

    public static TheoryData<string> Resources => [.. Directory.GetFiles(Console, "*.resx", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Console, file))];

    [Theory]
    [MemberData(nameof(Resources))]
    public void EveryTextThatIsNamed_IsThere(string resource)
    {
        string file = Path.Combine(Console, resource);
        var texts = XDocument.Load(file).Descendants("data").ToDictionary(data => (string)data.Attribute("name")!, data => (string)data.Element("value")!);
        string page = File.ReadAllText(Path.ChangeExtension(file, ".razor"));

        NamedText().Matches(page).Select(match => match.Groups["name"].Value).Distinct().Except(texts.Keys).Should().BeEmpty();
        texts.Values.Should().OnlyContain(text => text.Trim().Length > 0);
    }

    [Fact]
    public void EveryPageThatSaysSomething_HasItsFile()
    {
        var pages = Directory.GetFiles(Console, "*.razor", SearchOption.AllDirectories);
        pages.Should().NotBeEmpty();
        pages.Where(page => File.ReadAllText(page).Contains("IStringLocalizer<", StringComparison.Ordinal)).Should().OnlyContain(page => File.Exists(Path.ChangeExtension(page, ".resx")));
    }

    private static string Root(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "GptMessenger.sln")) ? folder.FullName : Root(folder.Parent!);

    [GeneratedRegex("""Text\["(?<name>[A-Za-z.]+)["\s,]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedText();
}

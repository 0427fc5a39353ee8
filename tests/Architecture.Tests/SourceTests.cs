namespace GptMessenger.Architecture.Tests;

/// <summary>What the files themselves must look like.</summary>
public class SourceTests
{
    private static readonly IReadOnlyList<SourceFile> Files = Repository.AllSources();
    private static readonly IReadOnlyList<SourceFile> Tests = Repository.FilesBelow("tests");

    [Fact]
    public void Scan_SeesTheSource()
    {
        Files.Count.Should().BeGreaterThan(40);
        Files.Select(file => file.Path).Should().Contain(["src/Domain/Conversations/Conversation.cs", "src/Application/Replies/AnswerCustomer.cs", "src/Api/Program.cs"]);
        Tests.Count.Should().BeGreaterThan(40);
        Tests.Select(file => file.Path).Should().Contain(["tests/Application.Tests/Bot.cs", "tests/Architecture.Tests/SourceTests.cs", "tests/Testing/Product.cs"]);
        Files.Concat(Tests).Should().NotContain(file => file.Path.Contains("/obj/", StringComparison.Ordinal));
    }

    [Fact]
    public void Namespace_IsTheFolder() => Rules.NamespacesBesideTheirFolder(Files).Should().BeEmpty();

    [Fact]
    public void EveryFileButTheProgram_HasANamespace() =>
        Files.Where(file => !file.Text.Contains("\nnamespace ", StringComparison.Ordinal) && !file.Text.StartsWith("namespace ", StringComparison.Ordinal))
            .Select(file => file.Name).Except(["Program.cs", "AssemblyInfo.cs", "GlobalUsings.cs"]).Should().BeEmpty();

    [Fact]
    public void NamespaceRule_SeesAStrayFile() =>
        Rules.NamespacesBesideTheirFolder(
            [
                new SourceFile("src/Domain/Shops/A.cs", "using System;\n\nnamespace GptMessenger.Domain.Shops;\n"),
                new SourceFile("src/Domain/Shops/B.cs", "namespace GptMessenger.Domain;\n"),
            ]).Should().Equal("src/Domain/Shops/B.cs is in GptMessenger.Domain, not in GptMessenger.Domain.Shops");

    [Fact]
    public void Folders_AreNoDrawers() => Rules.FilesInDrawers(Files).Should().BeEmpty();

    [Fact]
    public void Files_AreShort() => Rules.LongFiles([.. Files, .. Tests]).Should().BeEmpty();

    [Fact]
    public void Nothing_IsLeftForLater() => Rules.LeftOvers(Files).Should().BeEmpty();

    [Fact]
    public void FileRules_SeeTheirOffences()
    {
        var drawer = new SourceFile("src/Domain/Helpers/A.cs", "// later");
        var @long = new SourceFile("src/Domain/B.cs", new string('\n', Rules.MaxLines));
        var longTest = new SourceFile("tests/Domain.Tests/BTests.cs", new string('\n', Rules.MaxLines));
        var unfinished = new SourceFile("src/Domain/C.cs", "throw new NotImplementedException();");
        var reminder = new SourceFile("src/Domain/D.cs", "// TODO: mend");
        SourceFile[] all = [drawer, @long, longTest, unfinished, reminder];

        Rules.FilesInDrawers(all).Should().Equal(drawer.Path);
        Rules.LongFiles(all).Should().Equal($"{@long.Path} has {Rules.MaxLines + 1} lines", $"{longTest.Path} has {Rules.MaxLines + 1} lines");
        Rules.LeftOvers(all).Should().Equal($"{unfinished.Path}: NotImplementedException", $"{reminder.Path}: TODO");
    }

    [Theory]
    [InlineData("Domain")]
    [InlineData("Application")]
    public void TestFolders_MirrorTheSource(string project)
    {
        var folders = Repository.FilesBelow($"tests/{project}.Tests").Where(file => file.Folders.Length > 2).Select(file => file.Folders[2]).Distinct().ToList();

        folders.Should().NotBeEmpty().And.BeSubsetOf(Repository.Sources(project).Where(file => file.Folders.Length > 2).Select(file => file.Folders[2]).Distinct());
    }
}

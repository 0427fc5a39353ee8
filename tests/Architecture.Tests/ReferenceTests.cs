namespace GptMessenger.Architecture.Tests;

/// <summary>Who may know whom. The compiler forbids upward references already; this is what it does not.</summary>
public class ReferenceTests
{
    private static readonly string[] ApplicationPackages =
    [
        "FluentValidation.DependencyInjectionExtensions", "Markdig", "MediatR", "Microsoft.Extensions.Logging.Abstractions",
        "Microsoft.ML.Tokenizers", "Microsoft.ML.Tokenizers.Data.Cl100kBase",
    ];

    [Theory]
    [InlineData("Domain")]
    [InlineData("Application", "GptMessenger.Domain", "MediatR.Contracts")]
    [InlineData("Infrastructure", "GptMessenger.Application")]
    [InlineData("Api", "GptMessenger.Infrastructure")]
    public void Project_KnowsOnlyItsNeighbour(string project, params string[] allowed) =>
        Rules.ReferencesBeyond(Repository.ReadProject(project), "ProjectReference", allowed).Should().BeEmpty();

    [Fact]
    public void DomainProject_HasNoPackages() => Rules.ReferencesBeyond(Repository.ReadProject("Domain"), "PackageReference").Should().BeEmpty();

    [Fact]
    public void ApplicationProject_HasOnlyTheClosedListOfPackages() =>
        Rules.ReferencesBeyond(Repository.ReadProject("Application"), "PackageReference", ApplicationPackages).Should().BeEmpty();

    [Fact]
    public void ProjectRule_SeesWhatIsNotAllowed()
    {
        const string project = """<Project><ItemGroup><PackageReference Include="Moq" /><PackageReference Include="MediatR" /><ProjectReference Include="../Api/GptMessenger.Api.csproj" /></ItemGroup></Project>""";

        Rules.ReferencesBeyond(project, "PackageReference", ApplicationPackages).Should().Equal("PackageReference Moq");
        Rules.ReferencesBeyond(project, "ProjectReference", "GptMessenger.Domain").Should().Equal("ProjectReference GptMessenger.Api");
        Rules.ReferencesBeyond(Repository.ReadProject("Application"), "PackageReference").Should().HaveCount(ApplicationPackages.Length);
        Rules.ReferencesBeyond(Repository.ReadProject("Application"), "ProjectReference").Should().HaveCount(2);
    }

    [Fact]
    public void Domain_KnowsNothingOutsideTheFramework() =>
        Compiled.ReferencesOf(Compiled.Load("Domain")).Should().NotBeEmpty().And.OnlyContain(name => name.StartsWith("System.", StringComparison.Ordinal));

    [Fact]
    public void Domain_KnowsNeitherJsonNorTheNetwork()
    {
        Rules.ReferencesTo(Compiled.Load("Domain"), "System.Text.Json", "System.Net").Should().BeEmpty();
        Rules.Names(Repository.Sources("Domain"), "System.Text.Json", "System.Net").Should().BeEmpty();
    }

    [Fact]
    public void Application_KnowsNoAdaptersLibrary() =>
        Rules.ReferencesTo(Compiled.Load("Application"), "Refit", "AWSSDK", "Amazon", "Orleans", "Microsoft.AspNetCore", "Microsoft.Data.Sqlite", "StackExchange", "Npgsql", "System.Net.Http").Should().BeEmpty();

    [Fact]
    public void Api_KnowsNeitherRefitNorAmazon()
    {
        Rules.ReferencesTo(Compiled.Load("Api"), "Refit", "AWSSDK", "Amazon").Should().BeEmpty();
        Rules.Names(Repository.Sources("Api"), "Refit", "Amazon").Should().BeEmpty();
    }

    [Fact]
    public void ReferenceRule_SeesRealReferences()
    {
        Rules.ReferencesTo(Compiled.Load("Application"), "GptMessenger.Domain").Should().ContainSingle();
        Rules.ReferencesTo(Compiled.Load("Application"), "Microsoft.ML").Should().NotBeEmpty();
        Rules.ReferencesTo(Compiled.Load("Application"), "GptMessenger.Dom").Should().BeEmpty();
    }

    [Fact]
    public void NameRule_SeesUsingsAndFullNamesOnly() =>
        Rules.Names(
            [
                new SourceFile("src/Api/A.cs", "using Refit;"), new SourceFile("src/Api/B.cs", "throw new Amazon.S3.AmazonS3Exception(\"\");"),
                new SourceFile("src/Api/C.cs", "RefitThing AmazonS3; a.Refit();"),
            ],
            "Refit", "Amazon").Should().Equal("src/Api/A.cs names Refit", "src/Api/B.cs names Amazon");

    [Fact]
    public void Adapters_KnowEachOtherOnlyWhereListed() =>
        Rules.AdaptersThatKnowEachOther(Repository.Sources("Infrastructure")).Should().BeEquivalentTo(Rules.Acquaintances, "a line that is no longer needed goes");

    [Fact]
    public void AdapterRule_SeesAllButStorage() =>
        Rules.AdaptersThatKnowEachOther(
            [
                new SourceFile("src/Infrastructure/Spaces/A.cs", "using GptMessenger.Infrastructure.Storage;"),
                new SourceFile("src/Infrastructure/Facebook/B.cs", "using GptMessenger.Infrastructure.Spaces;"),
                new SourceFile("src/Infrastructure/Storage/C.cs", "var x = Infrastructure.Facebook.B.Y;"),
                new SourceFile("src/Infrastructure/InfrastructureServices.cs", "using GptMessenger.Infrastructure.Facebook;"),
            ]).Should().Equal("src/Infrastructure/Facebook/B.cs knows Spaces", "src/Infrastructure/Storage/C.cs knows Facebook");
}

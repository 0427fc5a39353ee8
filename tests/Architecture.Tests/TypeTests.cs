using MediatR;
namespace GptMessenger.Architecture.Tests;

/// <summary>Use cases and ports.</summary>
public class TypeTests
{
    private static readonly string[] Wires = ["System.Net", "System.Text.Json", "Amazon", "Refit", "Orleans", "Microsoft.AspNetCore"];

    private static readonly Type[] Application = Compiled.Load("Application").GetTypes();
    private static readonly Type[] Everything = [.. Repository.Projects.SelectMany(project => Compiled.Load(project).GetTypes())];
    private static readonly Type[] Handlers = [.. Rules.Handlers(Everything)];

    // What requests are themselves is no port.
    private static readonly Type[] Ports = [.. Application.Where(type => type is { IsInterface: true, IsPublic: true }
        && !Application.Any(request => request.IsAssignableTo(typeof(IBaseRequest)) && request.IsAssignableTo(type)))];

    [Fact]
    public void Handlers_SpeakNoWireFormat() => Handlers.SelectMany(handler => Rules.Mentions(handler, Wires)).Should().BeEmpty();

    [Fact]
    public void HandlersFiles_NameNoWireFormat() =>
        Rules.Names(Repository.AllSources().Where(file => Handlers.Any(handler => file.Text.Contains($"class {handler.Name}", StringComparison.Ordinal))), Wires).Should().BeEmpty();

    [Fact]
    public void MentionRule_SeesSignaturesAndBodies()
    {
        Rules.Mentions(typeof(OpenHandler), Wires).Should().Contain($"{nameof(OpenHandler)} mentions System.Text.Json.JsonDocument");
        Rules.Mentions(typeof(FetchingHandler), Wires).Should().Contain($"{nameof(FetchingHandler)} mentions System.Net.Http.HttpClient");
        Rules.Mentions(Handlers.Single(handler => handler.Name == "AnswerCustomerHandler"), "GptMessenger.Domain").Should().NotBeEmpty();
    }

    [Fact]
    public void HandlersAndValidators_AreInternalSealed() => Rules.OpenHandlers([.. Handlers, .. Rules.Validators(Everything)]).Should().BeEmpty();

    [Fact]
    public void HandlersAndValidators_StandWithTheirRequest() =>
        Rules.ApartFromTheirRequest([.. Handlers, .. Rules.Validators(Everything)], Repository.AllSources()).Should().BeEmpty();

    [Fact]
    public void HandlerRules_SeeHandlers()
    {
        Handlers.Should().HaveCountGreaterThanOrEqualTo(6);
        Rules.Validators(Everything).Should().HaveCountGreaterThanOrEqualTo(3);
        Rules.OpenHandlers(Rules.Handlers([typeof(OpenHandler), typeof(FetchingHandler), typeof(Crowd)])).Should().Equal($"{nameof(OpenHandler)} is not internal sealed");
        Rules.ApartFromTheirRequest([typeof(FetchingHandler)], [new SourceFile("src/Ask.cs", "record Ask;"), new SourceFile("src/Fetching.cs", "class FetchingHandler;")]).Should().ContainSingle();
        Rules.ApartFromTheirRequest([typeof(FetchingHandler)], [new SourceFile("src/Ask.cs", "record Ask; class FetchingHandler;")]).Should().BeEmpty();
    }

    [Fact]
    public void Ports_SpeakOurWords() => Rules.PortsThatLeak(Ports).Should().BeEmpty();

    [Fact]
    public void Ports_HaveOneAdapterEach() =>
        Rules.PortsWithoutExactlyOneAdapter(Ports, Compiled.Load("Infrastructure").GetTypes()).Should().BeEmpty();

    [Fact]
    public void PortRules_SeePorts()
    {
        Ports.Should().HaveCountGreaterThanOrEqualTo(12).And.Contain(port => port.Name == "IConversationStore");
        Rules.PortsThatLeak([typeof(ILeakyPort), typeof(ICleanPort)]).Should().Equal($"{nameof(ILeakyPort)}.FindAsync mentions {typeof(Moq).FullName}");
        Rules.PortsWithoutExactlyOneAdapter([typeof(ICleanPort)], [typeof(OneFinder), typeof(LoudFinder)]).Should().BeEmpty();
        Rules.PortsWithoutExactlyOneAdapter([typeof(ICleanPort)], [typeof(OneFinder), typeof(OtherFinder)]).Should().Equal("ICleanPort: OneFinder, OtherFinder");
        Rules.PortsWithoutExactlyOneAdapter([typeof(ICleanPort), typeof(ILeakyPort)], [typeof(OneFinder)]).Should().Equal("ILeakyPort: none");
        Rules.PortsWithoutExactlyOneAdapter([typeof(ICleanPort)], [typeof(LocalDisk.Finder), typeof(Redis.Finder), typeof(Postgres.Finder)]).Should().BeEmpty();
        Rules.PortsWithoutExactlyOneAdapter([typeof(ICleanPort)], [typeof(LocalDisk.Finder), typeof(Redis.Finder)]).Should().ContainSingle("PostgreSQL was forgotten");
        Rules.PortsWithoutExactlyOneAdapter([typeof(ICleanPort)], [typeof(LocalDisk.Finder), typeof(Redis.Finder), typeof(Postgres.Finder), typeof(OneFinder)])
            .Should().ContainSingle();
        Rules.PortsWithoutExactlyOneAdapter([typeof(ICleanPort), typeof(ILeakyPort)], []).Should().BeEmpty("nothing is adapted yet");
    }

    [Fact]
    public void Constructors_TakeSixThingsAtMost() => Rules.CrowdedConstructors(Everything).Should().BeEmpty();

    [Fact]
    public void ConstructorRule_SeesACrowd()
    {
        Rules.CrowdedConstructors([typeof(Crowd), typeof(LoudFinder), typeof(Form), typeof(LongForm)]).Should().Equal("Crowd takes 7", "LongForm takes 10");
        Everything.Length.Should().BeGreaterThan(80);
    }
}

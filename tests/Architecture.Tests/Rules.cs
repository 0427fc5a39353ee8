using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FluentValidation;
using MediatR;

namespace GptMessenger.Architecture.Tests;

/// <summary>Each rule returns its offences in words. The tests run it over the product (none) and over a planted offence (one).</summary>
internal static partial class Rules
{
    public const int MaxLines = 300;
    public const int MaxParameters = 6;

    /// <summary>A record's parameters are what it says, not whom it works with.</summary>
    public const int MaxFields = 9;

    private static readonly string[] Drawers = ["Common", "Helpers", "Utils", "Shared", "Misc", "Managers", "Services"];

    public static IEnumerable<string> ReferencesBeyond(string projectFile, string element, params string[] allowed) =>
        XDocument.Parse(projectFile).Descendants(element).Select(reference => (string)reference.Attribute("Include")!)
            .Select(name => Path.GetFileNameWithoutExtension(name.Replace('\\', '/') + (element == "PackageReference" ? ".package" : "")))
            .Except(allowed).Select(name => $"{element} {name}");

    public static IEnumerable<string> ReferencesTo(Assembly assembly, params string[] forbidden) =>
        Compiled.ReferencesOf(assembly).Where(name => Array.Exists(forbidden, start => IsBelow(name, start))).Select(name => $"{assembly.GetName().Name} uses {name}");

    public static IEnumerable<string> Names(IEnumerable<SourceFile> files, params string[] forbidden) =>
        files.SelectMany(file => forbidden.Where(name => Finds(file.Text, $@"(?<![\w.]){Regex.Escape(name)}(?![\w])")).Select(name => $"{file.Path} names {name}"));

    public static IEnumerable<string> Mentions(Type type, params string[] forbidden) =>
        Compiled.MentionedBy(type).Where(used => Array.Exists(forbidden, start => IsBelow(used.Namespace ?? "", start))).Select(used => $"{type.Name} mentions {used.FullName}");

    /// <summary>
    /// A folder of Infrastructure is an adapter. Storage is common ground and its door chooses among the stores; LocalDisk, Redis and Postgres
    /// keep what the engine (Grains) declares a need for.
    /// </summary>
    public static readonly string[] Acquaintances =
    [
        "src/Infrastructure/Facebook/KnownPages.cs knows Secrets", "src/Infrastructure/Facebook/StoredConnections.cs knows Secrets",
        "src/Infrastructure/Facebook/StoredLogins.cs knows Secrets", "src/Infrastructure/Alerts/StoredAlertSettings.cs knows Secrets",
        "src/Infrastructure/Storage/StorageServices.cs knows Folder", "src/Infrastructure/Storage/StorageServices.cs knows Shopify",
        "src/Infrastructure/Storage/StorageServices.cs knows Spaces", "src/Infrastructure/Shopify/Catalogue.cs knows Search", "src/Infrastructure/Shopify/Admin/ShopTokens.cs knows Secrets",
        "src/Infrastructure/LocalDisk/LocalDiskServices.cs knows Grains",
        "src/Infrastructure/LocalDisk/LocalTurns.cs knows Grains", "src/Infrastructure/Redis/RedisServer.cs knows Grains",
        "src/Infrastructure/Redis/RedisServices.cs knows Grains", "src/Infrastructure/Redis/RedisTurns.cs knows Grains",
        "src/Infrastructure/Postgres/PostgresServer.cs knows Grains", "src/Infrastructure/Postgres/PostgresServices.cs knows Grains",
        "src/Infrastructure/Postgres/PostgresTurns.cs knows Grains",
    ];

    /// <summary>Where the engine's memory can be, one of them in each installation.</summary>
    private static readonly string[] Memories = ["LocalDisk", "Postgres", "Redis"];

    public static IEnumerable<string> AdaptersThatKnowEachOther(IReadOnlyList<SourceFile> infrastructure)
    {
        var adapters = infrastructure.Where(file => file.Folders.Length > 2).Select(file => file.Folders[2]).Distinct().ToList();
        return
            from file in infrastructure
            where file.Folders.Length > 2
            from other in adapters
            where other != file.Folders[2] && other != "Storage" && Finds(file.Text, $@"\bInfrastructure\.{Regex.Escape(other)}\b")
            select $"{file.Path} knows {other}";
    }

    public static IEnumerable<string> NamespacesBesideTheirFolder(IEnumerable<SourceFile> files) =>
        from file in files
        let found = NamespaceLine().Match(file.Text)
        where found.Success
        let expected = string.Join('.', ["GptMessenger", .. file.Folders[1..]])
        where found.Groups["name"].Value != expected
        select $"{file.Path} is in {found.Groups["name"].Value}, not in {expected}";

    public static IEnumerable<string> FilesInDrawers(IEnumerable<SourceFile> files) =>
        files.Where(file => file.Folders.Any(folder => Drawers.Contains(folder))).Select(file => file.Path);

    public static IEnumerable<string> LongFiles(IEnumerable<SourceFile> files) =>
        files.Where(file => file.Lines.Count() > MaxLines).Select(file => $"{file.Path} has {file.Lines.Count()} lines");

    public static IEnumerable<string> LeftOvers(IEnumerable<SourceFile> files) =>
        files.Where(file => LeftOver().IsMatch(file.Text)).Select(file => $"{file.Path}: {LeftOver().Match(file.Text).Value}");

    public static IEnumerable<string> CrowdedConstructors(IEnumerable<Type> types) =>
        from type in types
        where !type.IsDefined(typeof(CompilerGeneratedAttribute))
        from constructor in type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        where constructor.GetParameters().Length > (IsRecord(type) ? MaxFields : MaxParameters)
        select $"{type.Name} takes {constructor.GetParameters().Length}";

    public static IEnumerable<string> PortsThatLeak(IEnumerable<Type> ports) =>
        from port in ports
        from method in port.GetMethods()
        from used in method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType).SelectMany(Compiled.Parts).Distinct()
        let home = used.Assembly.GetName().Name!
        where home is not ("GptMessenger.Domain" or "GptMessenger.Application" or "System.Private.CoreLib") && !home.StartsWith("System.", StringComparison.Ordinal)
        select $"{port.Name}.{method.Name} mentions {used.FullName}";

    /// <summary>
    /// One implementation each; a decorator (it takes the port it implements) does not count. What the engine remembers has one for each
    /// place where it can be kept: these, all of them, and no second one beside.
    /// </summary>
    public static IEnumerable<string> PortsWithoutExactlyOneAdapter(IReadOnlyList<Type> ports, IReadOnlyList<Type> adapters)
    {
        var byPort = ports.ToDictionary(port => port, port => adapters.Where(type => type is { IsClass: true, IsAbstract: false } && port.IsAssignableFrom(type) && !Decorates(type, port)).ToList());
        return byPort.Values.All(found => found.Count == 0)
            ? []
            : byPort.Where(pair => pair.Value.Count != 1 && !IsOneInEachMemory(pair.Value)).Select(pair => $"{pair.Key.Name}: {(pair.Value.Count == 0 ? "none" : string.Join(", ", pair.Value.Select(type => type.Name)))}");
    }

    public static IEnumerable<Type> Handlers(IEnumerable<Type> types) =>
        types.Where(type => type is { IsClass: true, IsAbstract: false } && RequestOf(type, typeof(IRequestHandler<,>), typeof(IRequestHandler<>)) is not null);

    public static IEnumerable<Type> Validators(IEnumerable<Type> types) =>
        types.Where(type => type is { IsClass: true, IsAbstract: false } && RequestOf(type, typeof(IValidator<>)) is not null);

    public static IEnumerable<string> OpenHandlers(IEnumerable<Type> types) =>
        types.Where(type => type.IsVisible || !type.IsSealed || type.IsPublic).Select(type => $"{type.Name} is not internal sealed");

    public static IEnumerable<string> ApartFromTheirRequest(IEnumerable<Type> types, IReadOnlyList<SourceFile> files) =>
        from type in types
        let request = RequestOf(type, typeof(IRequestHandler<,>), typeof(IRequestHandler<>), typeof(IValidator<>))
        where typeof(IBaseRequest).IsAssignableFrom(request)
        where !files.Any(file => Declares(file, type.Name) && Declares(file, request.Name) && file.Name == $"{request.Name}.cs")
        select $"{type.Name} stands apart from {request.Name}";

    private static bool Finds(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    private static bool Declares(SourceFile file, string type) => Finds(file.Text, $@"\b(class|record)\s+{Regex.Escape(type)}\b");

    private static bool Decorates(Type type, Type port) => type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .Any(constructor => constructor.GetParameters().Any(parameter => parameter.ParameterType == port));

    private static Type? RequestOf(Type type, params Type[] interfaces) => type.GetInterfaces()
        .Where(each => each.IsGenericType && interfaces.Contains(each.GetGenericTypeDefinition())).Select(each => each.GetGenericArguments()[0]).FirstOrDefault();

    private static bool IsOneInEachMemory(IEnumerable<Type> types) =>
        types.Select(type => type.Namespace!.Split('.')[^1]).Order(StringComparer.Ordinal).SequenceEqual(Memories);

    private static bool IsBelow(string name, string start) => name == start || name.StartsWith(start + ".", StringComparison.Ordinal);

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeftOver();
}

using System.Runtime.CompilerServices;

namespace GptMessenger.Architecture.Tests;

/// <summary>The repository as text.</summary>
internal static class Repository
{
    public static readonly string[] Projects = ["Domain", "Application", "Infrastructure", "Api"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The C# files of a project below <c>src</c> that people wrote.</summary>
    public static IReadOnlyList<SourceFile> Sources(string project) => FilesBelow(Path.Combine("src", project));

    public static IReadOnlyList<SourceFile> AllSources() => [.. Projects.SelectMany(Sources)];

    public static IReadOnlyList<SourceFile> FilesBelow(string folder)
    {
        string start = Path.Combine(Root, folder);
        return
        [
            .. Directory.EnumerateFiles(start, "*.cs", SearchOption.AllDirectories)
                .Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/'), File.ReadAllText(path)))
                .Where(file => !file.Folders.Any(name => name is "obj" or "bin" or "artifacts"))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    public static string ReadProject(string project) => File.ReadAllText(Path.Combine(Root, "src", project, $"GptMessenger.{project}.csproj"));

    private static string FindRoot(string start, [CallerFilePath] string here = "")
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GptMessenger.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No GptMessenger.sln above {start}; {here} needs the repository around it.");
    }
}

/// <param name="Path">From the repository's root, with slashes.</param>
/// <param name="Text">The whole file.</param>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>From the root down, without the file's name.</summary>
    public string[] Folders => Path.Split('/')[..^1];

    public string Name => Path.Split('/')[^1];

    public IEnumerable<string> Lines => Text.Split('\n');
}

namespace GptMessenger.Infrastructure.Folder;

/// <summary>Which file a key is, and the other way round.</summary>
internal sealed class FolderKeys(string root)
{
    // No key holds it, so what bears it is never taken for an object: unfinished writes.
    private const char Unfinished = '~';

    public string Root { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <exception cref="ArgumentException">The key would leave the folder, or is no key.</exception>
    public string File(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return key.Split('/').All(IsAllowed)
            ? Path.Combine(Root, key.Replace('/', Path.DirectorySeparatorChar))
            : throw new ArgumentException($"'{key}' is no key: its parts must be names of files.", nameof(key));
    }

    /// <summary>Beside the file, so that renaming it stays within one file system.</summary>
    public static string Temporary(string file) => $"{file}{Unfinished}{Guid.NewGuid():N}";

    /// <summary>The folder that holds everything under a prefix, which may end in the middle of a name.</summary>
    public string FolderOf(string prefix) =>
        prefix.LastIndexOf('/') is > 0 and var end ? Path.GetDirectoryName(File($"{prefix[..end]}/x"))! : Root;

    /// <summary>Null: the file is none of ours.</summary>
    public string? Key(string file)
    {
        string key = Path.GetRelativePath(Root, file).Replace(Path.DirectorySeparatorChar, '/');
        return key.Split('/').All(IsAllowed) ? key : null;
    }

    private static bool IsAllowed(string segment) =>
        segment is not ("" or "." or "..") && !segment.Any(c => c is '\\' or ':' or Unfinished || char.IsControl(c));
}

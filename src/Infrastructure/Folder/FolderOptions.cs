namespace GptMessenger.Infrastructure.Folder;

/// <summary>The store on this machine's disk.</summary>
/// <param name="Path">Made when it is missing.</param>
public sealed record FolderOptions(string Path);

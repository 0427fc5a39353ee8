using GptMessenger.Infrastructure.Folder;

namespace GptMessenger.Infrastructure.Tests.Folder;

internal sealed class TemporaryFolder : IDisposable
{
    private FolderObjectStore? _store;

    public string Path { get; } = Directory.CreateTempSubdirectory("folder-store-").FullName;

    public FolderObjectStore Open() => _store ??= new FolderObjectStore(new FolderOptions(Path));

    public string File(string key) => System.IO.Path.Combine(Path, key);

    public void Dispose()
    {
        _store?.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}

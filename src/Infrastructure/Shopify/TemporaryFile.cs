using GptMessenger.Application.Conversations;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>Room for what may be larger than memory; gone when it is closed.</summary>
internal static class TemporaryFile
{
    private const int Buffer = 81920;

    /// <exception cref="StoreUnavailableException">The disk refuses.</exception>
    public static FileStream Open()
    {
        string path = Path.Combine(Path.GetTempPath(), $"products-{Guid.NewGuid():N}.json");
        try
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, Buffer, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"Nothing can be written to {Path.GetTempPath()}: {e.Message}", e);
        }
    }
}

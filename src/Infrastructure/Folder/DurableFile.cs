using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GptMessenger.Infrastructure.Folder;

/// <summary>Replaces files so that after a power cut the whole old or the whole new content is there, and what was reported written is there.</summary>
internal static class DurableFile
{
    private const int Buffer = 81920;

    public static Task ReplaceAsync(string file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        ReplaceAsync(file, async handle => await RandomAccess.WriteAsync(handle, content, fileOffset: 0, cancellationToken));

    /// <param name="file">What is replaced.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="cancellationToken">Stops it; nothing is replaced then.</param>
    public static Task ReplaceAsync(string file, Stream content, CancellationToken cancellationToken) => ReplaceAsync(file, async handle =>
    {
        byte[] buffer = new byte[Buffer];
        long written = 0;
        while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            await RandomAccess.WriteAsync(handle, buffer.AsMemory(0, read), written, cancellationToken);
            written += read;
        }
    });

    private static async Task ReplaceAsync(string file, Func<SafeFileHandle, Task> writeAsync)
    {
        string folder = Path.GetDirectoryName(file)!;
        MakeFolder(folder);
        string temporary = FolderKeys.Temporary(file);
        try
        {
            using (var handle = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.Asynchronous))
            {
                await writeAsync(handle);
                RandomAccess.FlushToDisk(handle);
            }

            File.Move(temporary, file, overwrite: true);
        }
        catch
        {
            Discard(temporary);
            throw;
        }

        FlushFolder(folder);
    }

    /// <summary>Makes the name's disappearance durable too.</summary>
    public static void Delete(string file)
    {
        if (File.Exists(file))
        {
            File.Delete(file);
            FlushFolder(Path.GetDirectoryName(file)!);
        }
    }

    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        string parent = Path.GetDirectoryName(folder)!;
        MakeFolder(parent);
        Directory.CreateDirectory(folder);
        FlushFolder(parent);
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The reason for being here is the one to report; leftovers are never taken for objects.
        }
    }

    // A rename is only as durable as the folder's own entry. Windows offers no such flush and journals the entry by itself.
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(folder, flags: 0);
        if (descriptor < 0)
        {
            throw new IOException($"{folder} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        try
        {
            // Some network file systems refuse to flush a folder; the file itself is on disk then.
            const int InvalidArgument = 22;
            if (Flush(descriptor) != 0 && Marshal.GetLastPInvokeError() != InvalidArgument)
            {
                throw new IOException($"{folder} cannot be flushed: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}

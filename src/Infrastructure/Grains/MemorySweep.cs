using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>
/// After a customer was erased: what was said lies about in this process's memory, in objects that nobody holds any more and in buffers that are
/// used again and again. A full, compacting collection gives it back to the system; buffers in pools are let go of when they were idle for a
/// minute, so it is done more than once. It takes some ten milliseconds each time, in which nothing else runs; erasures of one minute share it.
/// </summary>
internal sealed partial class MemorySweep(IGrainFactory grains, KnownPlaces places, TimeProvider clock, ILogger<MemorySweep> logger) : BackgroundService
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), .. Enumerable.Repeat(TimeSpan.FromSeconds(33), 7)];

    /// <summary>In it a grain that leaves has left.</summary>
    private static readonly TimeSpan SoonGone = TimeSpan.FromSeconds(1);

    // Of a length, of which there are powers of two.
    private const int MaxPooled = 64 * 1024, MostRinsed = 32;

    private readonly SemaphoreSlim _asked = new(0, 1);

    /// <summary>Somebody was erased just now.</summary>
    public void Ask()
    {
        lock (_asked)
        {
            if (_asked.CurrentCount == 0)
            {
                _asked.Release();
            }
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _asked.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _asked.WaitAsync(stoppingToken);
            foreach (var pause in Pauses)
            {
                await Task.Delay(pause, clock, stoppingToken);
                long start = clock.GetTimestamp();
                await ForgetNamesAsync();
                await Task.Delay(SoonGone, clock, stoppingToken);
                Rinse<byte>();
                Rinse<char>();
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                ReturnFreed();
                LogSwept(clock.GetElapsedTime(start).TotalMilliseconds);
            }
        }
    }

    private async Task ForgetNamesAsync()
    {
        places.Clear();
        try
        {
            await grains.GetGrain<INobodyGrain>(clock.GetTimestamp()).PassAsync();
        }
        catch (Exception e) when (e is OrleansException or TimeoutException or OperationCanceledException)
        {
            LogNobodyCame(e.Message);
        }
    }

    /// <summary>Overwrites what lies in the runtime's pool. What each thread has for itself cannot be reached; the pool lets go of it after half a minute.</summary>
    private static void Rinse<T>()
    {
        for (int length = 16; length <= MaxPooled; length *= 2)
        {
            var rented = new T[MostRinsed][];
            for (int i = 0; i < rented.Length; i++)
            {
                rented[i] = ArrayPool<T>.Shared.Rent(length);
            }

            Array.ForEach(rented, array => ArrayPool<T>.Shared.Return(array, clearArray: true));
        }
    }

    /// <summary>What libraries that are not .NET have freed (SQLite's pages, TLS); only glibc keeps it, and only glibc can be asked to give it back.</summary>
    private static void ReturnFreed()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out _))
        {
            _ = TrimMalloc(0);
        }
    }

    [DllImport("libc.so.6", EntryPoint = "malloc_trim", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int TrimMalloc(nuint pad);

    [LoggerMessage(LogLevel.Warning, "Orleans may still know the name of a conversation that was erased, until the next one leaves the node: {Reason}")]
    private partial void LogNobodyCame(string reason);

    [LoggerMessage(LogLevel.Debug, "The memory was swept after an erasure, in {Milliseconds} ms")]
    private partial void LogSwept(double milliseconds);
}

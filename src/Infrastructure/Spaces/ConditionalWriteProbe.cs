using GptMessenger.Application.Conversations;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Spaces;

/// <summary>
/// Finds out at the start whether the object store compares before it writes. Not every S3-compatible store does, and the documentation
/// of Spaces does not say: one that ignores the condition lets two writers lose each other's messages without an error.
/// </summary>
internal sealed partial class ConditionalWriteProbe(IObjectStore store, TimeProvider clock, ILogger<ConditionalWriteProbe> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private string _key = StoreKeys.Probe(Guid.NewGuid());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                if (await ProbeAsync(stoppingToken) is { } finding)
                {
                    Report(finding);
                    return;
                }

                _key = StoreKeys.Probe(Guid.NewGuid());
                LogUnreachable(pause.TotalSeconds, "a write's answer was lost on the way.");
            }
            catch (StoreUnavailableException e)
            {
                LogUnreachable(pause.TotalSeconds, e.Message);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // It would stop the host, which works without knowing.
                LogFailed(e, pause.TotalSeconds);
            }

            await Task.Delay(pause, clock, stoppingToken);
        }
    }

    /// <returns>Null: it cannot be told. A write took effect, its answer got lost, and its repetition was refused because of itself.</returns>
    private async Task<Finding?> ProbeAsync(CancellationToken cancellationToken)
    {
        // Whatever an earlier try left behind.
        await store.DeleteAsync(_key, cancellationToken);
        try
        {
            if (await TryPutAsync("1"u8.ToArray(), WriteCondition.MustBeMissing, cancellationToken) is not { } first)
            {
                return null;
            }

            if (await IsTakenAsync("2"u8.ToArray(), WriteCondition.MustBeMissing, cancellationToken))
            {
                return Finding.CreatesTwice;
            }

            if (!await IsTakenAsync("3"u8.ToArray(), WriteCondition.MustBe(first), cancellationToken))
            {
                var kept = await store.GetAsync(_key, knownVersion: null, cancellationToken);
                return kept?.Version == first ? Finding.RefusesCurrent : null;
            }

            bool overwrites = await IsTakenAsync("4"u8.ToArray(), WriteCondition.MustBe(first), cancellationToken);
            return overwrites ? Finding.OverwritesNewer : Finding.Compares;
        }
        finally
        {
            await store.DeleteAsync(_key, CancellationToken.None);
        }
    }

    private async Task<bool> IsTakenAsync(byte[] content, WriteCondition condition, CancellationToken cancellationToken) =>
        await TryPutAsync(content, condition, cancellationToken) is not null;

    private async Task<string?> TryPutAsync(byte[] content, WriteCondition condition, CancellationToken cancellationToken)
    {
        try
        {
            return await store.PutAsync(_key, content, condition, cancellationToken);
        }
        catch (ObjectChangedException)
        {
            return null;
        }
    }

    private void Report(Finding finding)
    {
        switch (finding)
        {
            case Finding.Compares:
                LogCompares();
                break;
            case Finding.RefusesCurrent:
                LogRefuses();
                break;
            case Finding.CreatesTwice:
                LogOverwrites("If-None-Match");
                break;
            case Finding.OverwritesNewer:
                LogOverwrites("If-Match");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(finding), finding, "Not a finding.");
        }
    }

    [LoggerMessage(LogLevel.Information, "The object store honours conditional writes")]
    private partial void LogCompares();

    [LoggerMessage(LogLevel.Error, "The object store ignores {Condition}: two writers of one conversation can lose each other's messages. " +
        "Let only this program write to the bucket, on one machine, or move to a store that honours conditional writes")]
    private partial void LogOverwrites(string condition);

    [LoggerMessage(LogLevel.Error, "The object store refuses If-Match with the current ETag: no conversation can grow past its first message. " +
        "Check what stands between this program and the bucket, or move to a store that honours conditional writes")]
    private partial void LogRefuses();

    [LoggerMessage(LogLevel.Warning, "Whether the object store honours conditional writes is not known yet, the next try is in {Seconds} s: {Reason}")]
    private partial void LogUnreachable(double seconds, string reason);

    [LoggerMessage(LogLevel.Error, "Whether the object store honours conditional writes could not be found out, the next try is in {Seconds} s")]
    private partial void LogFailed(Exception exception, double seconds);

    private enum Finding
    {
        Compares,
        CreatesTwice,
        OverwritesNewer,
        RefusesCurrent,
    }
}

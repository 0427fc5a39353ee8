using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>Has the customer's name asked for, beside everything else: nobody waits for it, and whatever goes wrong there is nobody else's affair.</summary>
/// <param name="ask">Asks, where it is time to.</param>
/// <param name="logger">Told of what went wrong.</param>
internal sealed partial class NameDuty(Func<CancellationToken, Task> ask, ILogger logger) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    /// <summary>Begins to ask and does not wait for it; one question at a time.</summary>
    public void Begin()
    {
        if (!_stop.IsCancellationRequested && _work.IsCompleted)
        {
            _work = WorkAsync();
        }
    }

    /// <summary>Nobody is asked any more.</summary>
    /// <returns>Ends when what was asked is called off.</returns>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _work;
    }

    public void Dispose() => _stop.Dispose();

    private async Task WorkAsync()
    {
        try
        {
            await ask(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Whoever looks after the conversation next asks again.
        }
        catch (Exception e)
        {
            // Everything: a name must not cost a conversation anything.
            LogFailed(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The customer's name was not noted; it is asked for again when the conversation goes on: {Reason}")]
    private partial void LogFailed(string reason);
}

namespace GptMessenger.Infrastructure.Storage;

/// <summary>What is of no use after some time, and is to be deleted then.</summary>
internal interface IExpiring
{
    /// <exception cref="Application.Conversations.StoreUnavailableException">The store did not answer; some may be left.</exception>
    Task SweepAsync(CancellationToken cancellationToken);
}

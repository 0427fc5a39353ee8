using GptMessenger.Application.Conversations;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>How far a deletion is.</summary>
/// <returns>Null: there is none with this code.</returns>
/// <exception cref="StoreUnavailableException">The store did not answer.</exception>
public sealed record ReadDeletion(string Code) : IRequest<Deletion?>;

internal sealed class ReadDeletionHandler(IDeletions deletions) : IRequestHandler<ReadDeletion, Deletion?>
{
    public Task<Deletion?> Handle(ReadDeletion request, CancellationToken cancellationToken) => deletions.ReadAsync(request.Code, cancellationToken);
}

using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>A Meta account takes its permission back, or wants to be forgotten. Returns when that is durable; the rest follows (<see cref="CarryOutDeletions"/>).</summary>
/// <exception cref="StoreUnavailableException">The store did not answer.</exception>
public sealed record AcceptDeletion(string Code, PersonId Person) : IRequest;

internal sealed class AcceptDeletionHandler(IDeletions deletions, TimeProvider clock) : IRequestHandler<AcceptDeletion>
{
    public Task Handle(AcceptDeletion request, CancellationToken cancellationToken) =>
        deletions.AcceptAsync(new Deletion(request.Code, request.Person, clock.GetUtcNow(), Done: null), cancellationToken);
}

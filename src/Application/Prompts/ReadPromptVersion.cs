using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Prompts;

/// <summary>One version of a tenant's prompt.</summary>
/// <returns>Null: there is none.</returns>
/// <exception cref="UnreadableFileException">It cannot be read.</exception>
/// <exception cref="StoreUnavailableException">The store did not answer.</exception>
public sealed record ReadPromptVersion(TenantId Tenant, PromptVersionId Id) : IRequest<PromptVersion?>;

internal sealed class ReadPromptVersionHandler(IPromptVersions versions) : IRequestHandler<ReadPromptVersion, PromptVersion?>
{
    public Task<PromptVersion?> Handle(ReadPromptVersion request, CancellationToken cancellationToken) => versions.FindAsync(request.Tenant, request.Id, cancellationToken);
}

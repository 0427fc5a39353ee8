using GptMessenger.Application.Audit;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Prompts;

/// <summary>Gives up the tenant's own prompt: the common one holds from the next turn on. What was in force stays as a version.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Version">What was looked at before, see <see cref="ShownPrompt.Version"/>.</param>
/// <returns>Null: it has none of its own.</returns>
/// <exception cref="PromptChangedException">Somebody else has changed it meanwhile.</exception>
/// <exception cref="StoreUnavailableException">The store did not answer. It may have been done.</exception>
public sealed record DropPrompt(TenantId Tenant, string? Version) : IRequest<PublishedPrompt?>, IAudited
{
    public AuditMark Mark => new(Tenant, "returned to the common prompt");
}

internal sealed class DropPromptHandler(ITenantPrompts prompts, PromptPress press) : IRequestHandler<DropPrompt, PublishedPrompt?>
{
    public async Task<PublishedPrompt?> Handle(DropPrompt request, CancellationToken cancellationToken) =>
        request.Version is null && (await prompts.FindAsync(request.Tenant, cancellationToken)).Version is null
            ? null
            : await press.PutInForceAsync(
                request.Tenant, (id, at) => new PromptVersion(id, PromptOrigin.Common, at, PromptTemplate.WithLineFeeds(prompts.Common())), request.Version, cancellationToken);
}

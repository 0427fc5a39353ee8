using GptMessenger.Application.Audit;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Prompts;

/// <summary>Puts an older version in force again, as a new one that says so.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="To">Which.</param>
/// <param name="Version">What was looked at before, see <see cref="ShownPrompt.Version"/>.</param>
/// <returns>Null: there is no such version.</returns>
/// <exception cref="PromptException">Turns could not use that version; nothing was done.</exception>
/// <exception cref="PromptChangedException">Somebody else has changed the prompt meanwhile.</exception>
/// <exception cref="UnreadableFileException">The version cannot be read.</exception>
/// <exception cref="StoreUnavailableException">The store did not answer. It may be in force.</exception>
public sealed record RollBackPrompt(TenantId Tenant, PromptVersionId To, string? Version) : IRequest<PublishedPrompt?>, IAudited
{
    public AuditMark Mark => new(Tenant, "rolled the prompt back", $"version {To}");
}

internal sealed class RollBackPromptHandler(IPromptVersions versions, PromptPress press) : IRequestHandler<RollBackPrompt, PublishedPrompt?>
{
    public async Task<PublishedPrompt?> Handle(RollBackPrompt request, CancellationToken cancellationToken)
    {
        if (await versions.FindAsync(request.Tenant, request.To, cancellationToken) is not { } version)
        {
            return null;
        }

        // What served once may serve again, whatever is asked of new ones since; what no turn could use may not.
        var template = PromptTemplate.Parse(version.Text, $"version {version.Id}");
        return await press.PutInForceAsync(
            request.Tenant, (id, at) => new PromptVersion(id, PromptOrigin.RolledBack, at, template.Text) { Note = version.Note, Of = version.Id }, request.Version, cancellationToken);
    }
}

using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Prompts;

/// <summary>What a tenant's prompt has been, newest first.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Before">Older than this one; null: from the newest.</param>
/// <param name="Limit">At most so many.</param>
/// <exception cref="StoreUnavailableException">The store did not answer.</exception>
public sealed record ListPromptVersions(TenantId Tenant, PromptVersionId? Before = null, int Limit = 20) : IRequest<PromptHistory>;

/// <param name="Versions">Newest first.</param>
/// <param name="Next">The version that the next list goes on behind; null: there is no more.</param>
/// <param name="InForce">Which one is; null: none of the newest.</param>
/// <param name="IsFromOutside">What is in force came there without this product; where no version has it, it becomes one with the next change.</param>
public sealed record PromptHistory(IReadOnlyList<PromptVersion> Versions, PromptVersionId? Next, PromptVersionId? InForce, bool IsFromOutside);

internal sealed class ListPromptVersionsValidator : AbstractValidator<ListPromptVersions>
{
    public ListPromptVersionsValidator() =>
        RuleFor(list => list.Limit).InclusiveBetween(1, PromptPress.Newest - 1).WithMessage($"limit should be a whole number from 1 to {PromptPress.Newest - 1}.");
}

internal sealed class ListPromptVersionsHandler(ITenantPrompts prompts, IPromptVersions versions) : IRequestHandler<ListPromptVersions, PromptHistory>
{
    public async Task<PromptHistory> Handle(ListPromptVersions request, CancellationToken cancellationToken)
    {
        var stored = await prompts.FindAsync(request.Tenant, cancellationToken);
        var newest = await versions.ListAsync(request.Tenant, before: null, PromptPress.Newest, cancellationToken);
        var (inForce, isFromOutside) = PromptPress.InForce(stored, newest);
        var found = request.Before is null ? newest : await versions.ListAsync(request.Tenant, request.Before, request.Limit + 1, cancellationToken);
        IReadOnlyList<PromptVersion> page = [.. found.Take(request.Limit)];
        return new PromptHistory(page, found.Count > request.Limit ? page[^1].Id : null, inForce?.Id, isFromOutside);
    }
}

using FluentValidation;
using GptMessenger.Application.Audit;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Prompts;

/// <summary>Puts a text in force as the tenant's own prompt. The next turn uses it; on other nodes, those that begin ten seconds later.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Text">The whole prompt.</param>
/// <param name="Note">What is to be known of it later.</param>
/// <param name="Version">What was looked at before, see <see cref="ShownPrompt.Version"/>.</param>
/// <exception cref="PromptChangedException">Somebody else has changed it meanwhile.</exception>
/// <exception cref="StoreUnavailableException">The store did not answer. It may be in force.</exception>
public sealed record PublishPrompt(TenantId Tenant, string Text, string? Note, string? Version) : IRequest<PublishedPrompt>, IAudited
{
    public const int MaxNote = 200;

    public AuditMark Mark => new(Tenant, "published a prompt");
}

internal sealed class PublishPromptValidator : AbstractValidator<PublishPrompt>
{
    public PublishPromptValidator(ReplyOptions options)
    {
        RuleFor(publish => publish.Note).MaximumLength(PublishPrompt.MaxNote).WithMessage($"A note should have at most {PublishPrompt.MaxNote} characters.");
        RuleFor(publish => publish.Text).Custom((text, context) =>
        {
            foreach (var problem in PromptCheck.Of(text, options.ContextTokens).Problems.Where(problem => problem.IsFatal))
            {
                context.AddFailure(problem.Line is { } line ? $"The prompt, line {line}: {problem.Says}" : $"The prompt: {problem.Says}");
            }
        });
    }
}

internal sealed class PublishPromptHandler(PromptPress press) : IRequestHandler<PublishPrompt, PublishedPrompt>
{
    public Task<PublishedPrompt> Handle(PublishPrompt request, CancellationToken cancellationToken) => press.PutInForceAsync(
        request.Tenant,
        (id, at) => new PromptVersion(id, PromptOrigin.Published, at, PromptTemplate.WithLineFeeds(request.Text)) { Note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim() },
        request.Version,
        cancellationToken);
}

using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Prompts;

/// <summary>What is to be said of a draft, while it is written.</summary>
public sealed record CheckPrompt(TenantId Tenant, string Text) : IRequest<PromptCheck>;

internal sealed class CheckPromptHandler(ReplyOptions options, LongWork work) : IRequestHandler<CheckPrompt, PromptCheck>
{
    public Task<PromptCheck> Handle(CheckPrompt request, CancellationToken cancellationToken) =>
        work.DoAsync(() => PromptCheck.Of(request.Text, options.ContextTokens), cancellationToken);
}

using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Prompts;

/// <summary>The prompt that the tenant's answers are made with.</summary>
/// <exception cref="StoreUnavailableException">The store did not answer.</exception>
public sealed record ShowPrompt(TenantId Tenant) : IRequest<ShownPrompt>;

/// <param name="Text">The tenant's own, or the common one.</param>
/// <param name="IsOwn">Which of them.</param>
/// <param name="Version">Of the tenant's own; null: it has none. Whoever changes it names it.</param>
/// <param name="Check">What is to be said of it.</param>
/// <param name="InUse">A digest of the prompt that turns use: as answers name it.</param>
public sealed record ShownPrompt(string Text, bool IsOwn, string? Version, PromptCheck Check, string InUse)
{
    /// <summary>The prompt of all who have none of their own.</summary>
    public required string Common { get; init; }

    /// <summary>What is stored cannot be used, and turns go on with what was good last, else with the common prompt; null: it can.</summary>
    public string? Broken { get; init; }
}

internal sealed class ShowPromptHandler(ITenantPrompts prompts, IPromptProvider provider, ReplyOptions options, LongWork work) : IRequestHandler<ShowPrompt, ShownPrompt>
{
    public async Task<ShownPrompt> Handle(ShowPrompt request, CancellationToken cancellationToken)
    {
        var stored = await prompts.FindAsync(request.Tenant, cancellationToken);
        string common = PromptTemplate.WithLineFeeds(prompts.Common());
        string text = stored.Text is { } own ? PromptTemplate.WithLineFeeds(own) : common;
        var check = await work.DoAsync(() => PromptCheck.Of(text, options.ContextTokens), cancellationToken);
        var inUse = await provider.GetAsync(request.Tenant, cancellationToken);
        return new ShownPrompt(text, stored.Text is not null, stored.Version, check, inUse.Version) { Common = common, Broken = Broken(stored, text) };
    }

    /// <summary>By the rule that turns go by, which is kinder than the one for what is published.</summary>
    private static string? Broken(StoredPrompt stored, string text)
    {
        if (stored.Text is null)
        {
            return null;
        }

        return PromptTemplate.Read(text).Problems is [var first, ..] ? first.Says : stored.IsUtf8 ? null : "it is no UTF-8, and customers' answers are made with broken letters. Publish it anew.";
    }
}

using System.Text;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Prompts;

/// <summary>The tenant's own prompt from the store where there is a good one, else the common prompt.</summary>
internal sealed partial class StoredPrompts(PromptFile common, RevalidatedObjects objects, ILogger<StoredPrompts> logger) : IPromptProvider
{
    public async Task<PromptTemplate> GetAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var own = await objects.ReadAsync(StoreKeys.TenantPrompt(tenant), content => Read(tenant, content), new TenantPrompt(null), cancellationToken);
        return own.Template ?? common.Current();
    }

    private TenantPrompt Read(TenantId tenant, ReadOnlyMemory<byte> content)
    {
        try
        {
            return new TenantPrompt(PromptTemplate.Parse(Encoding.UTF8.GetString(content.Span), StoreKeys.TenantPrompt(tenant)));
        }
        catch (PromptException e)
        {
            LogBad(e.Message);
            return objects.Last<TenantPrompt>(StoreKeys.TenantPrompt(tenant)) ?? new TenantPrompt(null);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Reason} The prompt used so far stays in use")]
    private partial void LogBad(string reason);

    /// <param name="Template">Null: the tenant has none.</param>
    private sealed record TenantPrompt(PromptTemplate? Template);
}

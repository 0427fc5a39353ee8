using GptMessenger.Application.Audit;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Prompts;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Application.Tests.Prompts;

/// <summary>A store that remembers, breaks where it is told to, and lets others write in between.</summary>
internal sealed class KeptPrompts : ITenantPrompts, IPromptVersions
{
    public const string CommonText = "Common {shopify_products}\n===\n{message_text}";

    private readonly Dictionary<string, PromptVersion> _versions = new(StringComparer.Ordinal);
    private int _changes;

    public KeptPrompts() => Press = new PromptPress(this, this, Acting, Clock);

    public FakeTimeProvider Clock { get; } = new(Known.Now);

    public Acting Acting { get; } = new();

    public PromptPress Press { get; }

    public string? Text { get; private set; }

    public string? Version { get; private set; }

    /// <summary>Called before each write, with its number; throws where the process dies.</summary>
    public Action<int> BeforeWrite { get; set; } = _ => { };

    public IReadOnlyList<PromptVersion> Versions => [.. _versions.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];

    private int Writes { get; set; }

    public void WrittenByOthers(string? text) => (Text, Version) = (text, text is null ? null : $"v{++_changes}");

    public Task<PublishedPrompt> PublishAsync(string text, string? note = null) => PublishAsync(text, Version, note);

    public Task<PublishedPrompt> PublishAsync(string text, string? version, string? note) =>
        new PublishPromptHandler(Press).Handle(new PublishPrompt(Known.Conversation.Tenant, text, note, version), CancellationToken.None);

    public Task<PublishedPrompt?> RollBackAsync(PromptVersionId to) => new RollBackPromptHandler(this, Press).Handle(new RollBackPrompt(Known.Conversation.Tenant, to, Version), CancellationToken.None);

    public Task<PublishedPrompt?> DropAsync() => new DropPromptHandler(this, Press).Handle(new DropPrompt(Known.Conversation.Tenant, Version), CancellationToken.None);

    public Task<PromptHistory> HistoryAsync(PromptVersionId? before = null, int limit = 20) =>
        new ListPromptVersionsHandler(this, this).Handle(new ListPromptVersions(Known.Conversation.Tenant, before, limit), CancellationToken.None);

    public Task<StoredPrompt> FindAsync(TenantId tenant, CancellationToken cancellationToken) => Task.FromResult(new StoredPrompt(Text, Version));

    public string Common() => CommonText;

    public Task<string?> WriteAsync(TenantId tenant, string text, string? version, CancellationToken cancellationToken)
    {
        BeforeWrite(++Writes);
        if (version != Version)
        {
            return Task.FromResult<string?>(null);
        }

        (Text, Version) = (text, $"v{++_changes}");
        return Task.FromResult<string?>(Version);
    }

    public Task<bool> RemoveAsync(TenantId tenant, string? version, CancellationToken cancellationToken)
    {
        BeforeWrite(++Writes);
        bool isSame = version == Version;
        (Text, Version) = isSame ? (null, null) : (Text, Version);
        return Task.FromResult(isSame);
    }

    public Task KeepAsync(TenantId tenant, PromptVersion version, CancellationToken cancellationToken)
    {
        BeforeWrite(++Writes);
        _versions[version.Id.Value] = version;
        return Task.CompletedTask;
    }

    public Task<PromptVersion?> FindAsync(TenantId tenant, PromptVersionId id, CancellationToken cancellationToken) => Task.FromResult(_versions.GetValueOrDefault(id.Value));

    public Task<IReadOnlyList<PromptVersion>> ListAsync(TenantId tenant, PromptVersionId? before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PromptVersion>>([.. Versions.Where(version => before is not { } last || string.CompareOrdinal(version.Id.Value, last.Value) > 0).Take(limit)]);

    public Task RemoveAsync(TenantId tenant, PromptVersionId id, CancellationToken cancellationToken)
    {
        BeforeWrite(++Writes);
        _versions.Remove(id.Value);
        return Task.CompletedTask;
    }

    public static void Dies() => throw new StoreUnavailableException("The process died.", null!);

    public static string Prompt(string words) => PromptTemplate.WithLineFeeds($"{words} {{shopify_products}}\n===\n{{message_text}}");
}

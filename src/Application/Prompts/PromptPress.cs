using GptMessenger.Application.Audit;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Prompts;

/// <summary>
/// Puts prompts in force. What is there and was never kept is kept first, then the new version is written, then the prompt itself, on condition
/// that nobody else changed it, and then the version is confirmed. So whatever stops it, no text is lost and none is in force without its version.
/// </summary>
internal sealed class PromptPress(ITenantPrompts prompts, IPromptVersions versions, Acting acting, TimeProvider clock)
{
    /// <summary>What is in force is looked for among so many of the newest.</summary>
    public const int Newest = 50;

    /// <param name="tenant">Whose.</param>
    /// <param name="make">Makes the version that comes into force of its id and time.</param>
    /// <param name="expected">The store's version that is replaced.</param>
    /// <param name="cancellationToken">Stops it before the first change; after that it goes on to its end.</param>
    /// <exception cref="PromptChangedException">It is another one.</exception>
    public async Task<PublishedPrompt> PutInForceAsync(TenantId tenant, Func<PromptVersionId, DateTimeOffset, PromptVersion> make, string? expected, CancellationToken cancellationToken)
    {
        var kept = await KeepWhatIsInForceAsync(tenant, expected, cancellationToken);
        var version = await AddAsync(tenant, make, kept);
        string? written = null;
        bool isDone = version.Origin == PromptOrigin.Common
            ? await prompts.RemoveAsync(tenant, expected, CancellationToken.None)
            : (written = await prompts.WriteAsync(tenant, version.Text, expected, CancellationToken.None) ?? await VersionOfSameAsync(tenant, version.Text)) is not null;
        if (!isDone)
        {
            await versions.RemoveAsync(tenant, version.Id, CancellationToken.None);
            throw new PromptChangedException();
        }

        await versions.KeepAsync(tenant, version with { IsConfirmed = true }, CancellationToken.None);
        return new PublishedPrompt(version.Id, written);
    }

    /// <summary>Which of the versions is in force, as far as their texts tell.</summary>
    /// <param name="stored">What the tenant has of its own.</param>
    /// <param name="newest">The newest versions, newest first.</param>
    /// <returns>The version, and whether what is in force came there without this product.</returns>
    public static (PromptVersion? InForce, bool IsFromOutside) InForce(StoredPrompt stored, IReadOnlyList<PromptVersion> newest)
    {
        var last = newest.FirstOrDefault(version => version.IsConfirmed);
        if (stored.Text is null)
        {
            return last is null or { Origin: PromptOrigin.Common } ? (last, false) : (null, true);
        }

        string text = PromptTemplate.WithLineFeeds(stored.Text);
        var found = newest.FirstOrDefault(version => version.Origin != PromptOrigin.Common && PromptTemplate.WithLineFeeds(version.Text) == text);
        bool isNewest = found is not null && (last is null || string.CompareOrdinal(found.Id.Value, last.Id.Value) <= 0);
        return (found, !isNewest || found!.Origin == PromptOrigin.Outside);
    }

    /// <summary>A write that was tried twice on its way may find what it has written itself.</summary>
    private async Task<string?> VersionOfSameAsync(TenantId tenant, string text) =>
        await prompts.FindAsync(tenant, CancellationToken.None) is { } stored && stored.Text == text ? stored.Version : null;

    private async Task<IReadOnlyList<PromptVersion>> KeepWhatIsInForceAsync(TenantId tenant, string? expected, CancellationToken cancellationToken)
    {
        var stored = await prompts.FindAsync(tenant, cancellationToken);
        if (stored.Version != expected)
        {
            throw new PromptChangedException();
        }

        var newest = await versions.ListAsync(tenant, before: null, Newest, cancellationToken);
        if (stored.Text is null)
        {
            return newest;
        }

        var (inForce, _) = InForce(stored, newest);
        if (inForce is null)
        {
            return [await AddAsync(tenant, (id, at) => new PromptVersion(id, PromptOrigin.Outside, at, stored.Text) { IsConfirmed = true }, newest)];
        }

        if (!inForce.IsConfirmed)
        {
            await versions.KeepAsync(tenant, inForce with { IsConfirmed = true }, CancellationToken.None);
        }

        return newest;
    }

    /// <summary>Newer than all that are there, also where another node's clock is ahead of ours.</summary>
    private async Task<PromptVersion> AddAsync(TenantId tenant, Func<PromptVersionId, DateTimeOffset, PromptVersion> make, IReadOnlyList<PromptVersion> newest)
    {
        var now = clock.GetUtcNow();
        var at = newest is [var last, ..] && last.At >= now ? last.At.AddMilliseconds(1) : now;
        var made = make(PromptVersionId.New(at), at);
        var version = made.Origin == PromptOrigin.Outside ? made : made with { By = acting.Name };
        await versions.KeepAsync(tenant, version, CancellationToken.None);
        return version;
    }
}

/// <param name="Id">The version that is in force now.</param>
/// <param name="Version">Of the store, for the next change; null: the tenant has no prompt of its own.</param>
public sealed record PublishedPrompt(PromptVersionId Id, string? Version);

using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>The pages that the configuration connects, from <c>FACEBOOK_ACCESS_TOKEN_…</c> and <c>PAGE_UUID_…</c>.</summary>
public sealed record ConnectedPagesOptions
{
    public IReadOnlyList<PageConnection> Pages { get; init; } = [];
}

/// <summary>A page, its tenant, and the token that speaks for it.</summary>
public sealed record PageConnection(PageId Page, TenantId Tenant, string Token)
{
    public Channel Channel { get; init; } = Channel.Facebook;

    /// <summary>Without the token: a record would print it.</summary>
    public override string ToString() => $"{Page} of {Tenant}";
}

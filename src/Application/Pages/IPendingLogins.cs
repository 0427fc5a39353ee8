using GptMessenger.Application.Conversations;

namespace GptMessenger.Application.Pages;

/// <summary>
/// Owners' ways to Facebook or Shopify and back: each answer is taken up once. Facebook's is followed by the owner's choice of pages, which are kept
/// sealed until then. Each is over after <see cref="LoginId.Lifetime"/>.
/// </summary>
public interface IPendingLogins
{
    /// <summary>Takes a login up, once and for all nodes.</summary>
    /// <returns>False: it was taken up before, or it is over.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task<bool> ClaimAsync(LoginId login, CancellationToken cancellationToken);

    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task KeepAsync(LoginId login, GrantedPages granted, CancellationToken cancellationToken);

    /// <returns>Null: it was never claimed, has ended, or is over.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task<GrantedPages?> ReadAsync(LoginId login, CancellationToken cancellationToken);

    /// <summary>Forgets the pages, and not that it was claimed.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task EndAsync(LoginId login, CancellationToken cancellationToken);
}

/// <param name="Begun">When the owner set out, in whole seconds.</param>
/// <param name="Digest">Of the state that the answer brings back: 64 hex digits.</param>
public sealed record LoginId(DateTimeOffset Begun, string Digest)
{
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);
}

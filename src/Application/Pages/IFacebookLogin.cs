using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Pages;

/// <summary>Facebook Login: an owner lets the product act for their pages.</summary>
public interface IFacebookLogin
{
    /// <summary>Where the owner's browser asks Facebook.</summary>
    /// <param name="state">Comes back with the answer.</param>
    /// <param name="challenge">SHA-256 of the verifier (PKCE), in base64url.</param>
    /// <param name="redirect">Where Facebook answers.</param>
    Uri Dialog(string state, string challenge, Uri redirect);

    /// <summary>Trades what Facebook answered for who the owner is and the pages they granted.</summary>
    /// <exception cref="LoginRefusedException">Facebook refused or did not answer.</exception>
    Task<GrantedPages> RedeemAsync(string code, string verifier, Uri redirect, CancellationToken cancellationToken);

    /// <summary>The same with a user's access token at hand.</summary>
    /// <exception cref="LoginRefusedException">Facebook refused or did not answer.</exception>
    Task<GrantedPages> ReadAsync(AccessToken userToken, CancellationToken cancellationToken);

    /// <summary>Whose token this is.</summary>
    /// <exception cref="LoginRefusedException">Facebook refused or did not answer, or it is no token of this page.</exception>
    Task<GrantedPage> ReadAsync(PageId page, AccessToken pageToken, CancellationToken cancellationToken);

    /// <summary>Whose login the token is of: Meta's privacy callbacks name nothing but the account.</summary>
    /// <returns>Null: Facebook does not say.</returns>
    /// <exception cref="LoginRefusedException">Facebook did not answer.</exception>
    Task<PersonId?> FindPersonAsync(AccessToken token, CancellationToken cancellationToken);
}

/// <param name="Person">Who logged in.</param>
/// <param name="Pages">In Facebook's order.</param>
public sealed record GrantedPages(PersonId Person, IReadOnlyList<GrantedPage> Pages);

/// <param name="Page">The page.</param>
/// <param name="Name">As Facebook has it.</param>
/// <param name="Token">Speaks for the page; does not end by itself.</param>
/// <param name="MayMessage">The person has the task MESSAGING there: without it the token reads and sends nothing.</param>
public sealed record GrantedPage(PageId Page, string? Name, AccessToken Token, bool MayMessage);

/// <summary>Facebook does not let the owner connect. The message says why, as a sentence, without secrets.</summary>
public sealed class LoginRefusedException(string message, Exception? innerException = null) : Exception(message, innerException);

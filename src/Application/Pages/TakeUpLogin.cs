using GptMessenger.Application.Conversations;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>Facebook has answered an owner's login: trades the answer for the pages they may choose from, and keeps these for the choice.</summary>
/// <returns>False: this login was taken up before, or it is over.</returns>
/// <exception cref="LoginRefusedException">Facebook refused or did not answer.</exception>
/// <exception cref="StoreUnavailableException">The store did not answer.</exception>
public sealed record TakeUpLogin(LoginId Login, string Code, string Verifier, Uri Redirect) : IRequest<bool>
{
    /// <summary>Without what opens the account: a record would print it.</summary>
    public override string ToString() => $"{nameof(TakeUpLogin)} {Login}";
}

internal sealed class TakeUpLoginHandler(IFacebookLogin facebook, IPendingLogins logins) : IRequestHandler<TakeUpLogin, bool>
{
    public async Task<bool> Handle(TakeUpLogin request, CancellationToken cancellationToken)
    {
        // Before anything is done with the code: who replays an answer gets nothing of it.
        if (!await logins.ClaimAsync(request.Login, cancellationToken))
        {
            return false;
        }

        var granted = await facebook.RedeemAsync(request.Code, request.Verifier, request.Redirect, cancellationToken);
        await logins.KeepAsync(request.Login, granted, cancellationToken);
        return true;
    }
}

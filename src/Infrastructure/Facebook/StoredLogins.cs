using System.Globalization;
using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Secrets;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>
/// Logins under way, one sealed file each. The file's name says when the login began, so that what is over can be swept away unread; one that
/// has ended stays until then, as the mark that its state was used.
/// </summary>
internal sealed class StoredLogins(IObjectStore store, SealedSecrets secrets, TimeProvider clock) : IPendingLogins, IExpiring
{
    private const string Claimed = "{}";

    // Nodes' clocks differ.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    public async Task<bool> ClaimAsync(LoginId login, CancellationToken cancellationToken)
    {
        if (IsOver(login))
        {
            return false;
        }

        try
        {
            await secrets.WriteAsync(Key(login), Claimed, WriteCondition.MustBeMissing, cancellationToken);
            return true;
        }
        catch (ObjectChangedException)
        {
            return false;
        }
    }

    public Task KeepAsync(LoginId login, GrantedPages granted, CancellationToken cancellationToken) => secrets.WriteAsync(
        Key(login),
        JsonSerializer.Serialize(new
        {
            person = granted.Person.Value,
            pages = granted.Pages.Select(page => new { id = page.Page.Value, name = page.Name, token = page.Token.Value, may_message = page.MayMessage }),
        }),
        WriteCondition.Any,
        cancellationToken);

    public async Task<GrantedPages?> ReadAsync(LoginId login, CancellationToken cancellationToken)
    {
        if (IsOver(login) || await TextAsync(login, cancellationToken) is not { } text)
        {
            return null;
        }

        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        return PersonId.TryParse(root.Member("person").Text(), out var person) ? new GrantedPages(person, [.. root.Member("pages").Items().Select(Page).OfType<GrantedPage>()]) : null;
    }

    public Task EndAsync(LoginId login, CancellationToken cancellationToken) => secrets.WriteAsync(Key(login), Claimed, WriteCondition.Any, cancellationToken);

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await foreach (string key in store.ListAsync(StoreKeys.Logins, cancellationToken))
        {
            string begun = key[StoreKeys.Logins.Length..].Split('-')[0];
            if (!long.TryParse(begun, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || clock.GetUtcNow().ToUnixTimeSeconds() - seconds > (LoginId.Lifetime + Grace).TotalSeconds)
            {
                await store.DeleteAsync(key, cancellationToken);
            }
        }
    }

    private async Task<string?> TextAsync(LoginId login, CancellationToken cancellationToken)
    {
        try
        {
            return (await secrets.ReadAsync(Key(login), cancellationToken))?.Text;
        }
        catch (UnreadableSecretException)
        {
            // It can only be begun anew, as one that is over.
            return null;
        }
    }

    private bool IsOver(LoginId login) => clock.GetUtcNow() - login.Begun > LoginId.Lifetime;

    private static GrantedPage? Page(JsonElement page) =>
        PageId.TryParse(page.Member("id").Text(), out var id) && page.Member("token").Text() is { } token
            ? new GrantedPage(id, page.Member("name").Text(), new AccessToken(token), page.Member("may_message").IsTrue())
            : null;

    private static string Key(LoginId login) => StoreKeys.Login(login.Begun.ToUnixTimeSeconds(), login.Digest);
}

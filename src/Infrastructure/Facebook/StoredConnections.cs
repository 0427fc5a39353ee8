using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Infrastructure.Secrets;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>Writes what <see cref="KnownPages"/> reads, and which tenants a Meta account connected pages for: Meta's privacy callbacks name nothing else.</summary>
internal sealed class StoredConnections(IObjectStore store, SealedSecrets secrets, KnownPages pages, TimeProvider clock) : IPageConnections
{
    private const int MaxTries = 5;

    public async Task<bool> ConnectAsync(PageConnectionRequest request, CancellationToken cancellationToken)
    {
        var (tenant, page) = (request.Tenant, request.Page);
        string key = StoreKeys.ConnectedPage(page);
        for (int tries = 1; ; tries++)
        {
            var stored = await store.GetAsync(key, knownVersion: null, cancellationToken);
            if ((stored?.Content is { } content ? PageFile.Read(content)?.Tenant : pages.Find(Channel.Facebook, page)?.Tenant) is { } owner && owner != tenant)
            {
                return false;
            }

            // The token first: a page without one would be a page that stays silent.
            await secrets.WriteAsync(StoreKeys.PageToken(tenant, page), request.Token.Value, WriteCondition.Any, cancellationToken);
            if (request.Person is { } person)
            {
                await ChangeTenantsAsync(person, tenants => tenants.Add(tenant.Value), cancellationToken);
            }

            try
            {
                byte[] json = new PageFile(tenant, request.Name, clock.GetUtcNow(), request.Person).ToJson();
                await store.PutAsync(key, json, WriteCondition.Expecting(stored?.Version), cancellationToken);
            }
            catch (ObjectChangedException e)
            {
                StopAfter(tries, key, e);
                continue;
            }

            await TellAsync(page, cancellationToken);
            return true;
        }
    }

    public async Task<bool> DisconnectAsync(TenantId tenant, PageId page, CancellationToken cancellationToken)
    {
        string key = StoreKeys.ConnectedPage(page);
        var stored = await store.GetAsync(key, knownVersion: null, cancellationToken);
        if (stored?.Content is not { } content || PageFile.Read(content) is not { } file || file.Tenant != tenant)
        {
            return false;
        }

        await secrets.DeleteAsync(StoreKeys.PageToken(tenant, page), cancellationToken);
        await store.DeleteAsync(key, cancellationToken);
        await TellAsync(page, cancellationToken);
        if (file.Person is { } person && !pages.Stored.Any(other => other.File.Person == person && other.File.Tenant == tenant))
        {
            await ChangeTenantsAsync(person, tenants => tenants.Remove(tenant.Value), cancellationToken);
        }

        return true;
    }

    public async Task<IReadOnlyList<ConnectedPage>> ListAsync(PersonId person, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await pages.RefreshAsync(cancellationToken);
        return [.. pages.Stored.Where(page => page.File.Person == person && (page.File.ConnectedAt ?? until) <= until)
            .Select(page => new ConnectedPage(page.File.Tenant, Channel.Facebook, page.Page))];
    }

    public async Task ForgetAsync(PersonId person, CancellationToken cancellationToken)
    {
        if (!pages.Stored.Any(page => page.File.Person == person))
        {
            await store.DeleteAsync(StoreKeys.Person(person), cancellationToken);
        }
    }

    public IReadOnlyList<ListedPage> List(TenantId tenant)
    {
        var stored = pages.Stored.Select(page => page.Page).ToHashSet();
        var listed = pages.Stored.Where(page => page.File.Tenant == tenant)
            .Select(page => new ListedPage(page.Page, page.File.Name, page.File.ConnectedAt, page.Token is not null))
            .Concat(pages.Configured.Where(page => page.Tenant == tenant && !stored.Contains(page.Page))
                .Select(page => new ListedPage(page.Page, Name: null, ConnectedAt: null, HasToken: page.Token.Length > 0)));
        return [.. listed.OrderBy(page => page.Page.Value, StringComparer.Ordinal)];
    }

    private async Task TellAsync(PageId page, CancellationToken cancellationToken)
    {
        byte[] change = JsonSerializer.SerializeToUtf8Bytes(new { change = Guid.CreateVersion7(clock.GetUtcNow()), page = page.Value });
        await store.PutAsync(StoreKeys.PagesChanged, change, WriteCondition.Any, cancellationToken);
        await pages.RefreshAsync(page, cancellationToken);
    }

    private async Task ChangeTenantsAsync(PersonId person, Func<SortedSet<string>, bool> change, CancellationToken cancellationToken)
    {
        string key = StoreKeys.Person(person);
        for (int tries = 1; ; tries++)
        {
            var stored = await store.GetAsync(key, knownVersion: null, cancellationToken);
            var tenants = stored?.Content is { } content ? Tenants(key, content) : [];
            if (!change(tenants))
            {
                return;
            }

            try
            {
                await store.PutAsync(key, JsonSerializer.SerializeToUtf8Bytes(new { tenants }), WriteCondition.Expecting(stored?.Version), cancellationToken);
                return;
            }
            catch (ObjectChangedException e)
            {
                StopAfter(tries, key, e);
            }
        }
    }

    /// <exception cref="UnreadableFileException">Overwriting it could lose whom a deletion has to reach.</exception>
    private static SortedSet<string> Tenants(string key, ReadOnlyMemory<byte> content)
    {
        using var document = StoredJson.Parse(key, content);
        return new SortedSet<string>(document.RootElement.Member("tenants").Items().Select(tenant => tenant.Text()).OfType<string>(), StringComparer.Ordinal);
    }

    private static void StopAfter(int tries, string key, ObjectChangedException changed)
    {
        if (tries == MaxTries)
        {
            throw new StoreUnavailableException($"{key} is written by others so often that {MaxTries} tries to write it failed.", changed);
        }
    }
}

using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Shops;

/// <summary>What shops have told us and is still to be done. It outlives the process.</summary>
public interface IShopNotices
{
    /// <summary>Durable when it returns.</summary>
    /// <returns>False: it is known already, done or not.</returns>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer; it may have been kept.</exception>
    Task<bool> AddAsync(ShopDomain shop, ShopNotice notice, CancellationToken cancellationToken);

    /// <summary>Some of them, the oldest of these first.</summary>
    /// <param name="shop">Which shop's.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task<IReadOnlyList<ShopNotice>> ListAsync(ShopDomain shop, int limit, CancellationToken cancellationToken);

    /// <summary>They are done. Told again within a day, they are known.</summary>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task ForgetAsync(ShopDomain shop, IReadOnlyList<ShopNotice> notices, CancellationToken cancellationToken);

    /// <summary>For the owner, who answers for it: a request about a person, without that person's data.</summary>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task RecordAsync(TenantId tenant, ShopNotice request, CancellationToken cancellationToken);
}

/// <summary>Looks after connected shops.</summary>
public interface IShopKeeper
{
    /// <summary>Has the shop's notices worked off soon, however often it is asked: a burst of them is one piece of work. Returns at once.</summary>
    Task RequestAsync(TenantId tenant);

    /// <summary>Has the shop read soon, and every night from then on, for as long as it is connected. Returns at once.</summary>
    Task KeepAsync(TenantId tenant);
}

public enum NoticeKind
{
    /// <summary>A product was made, changed or deleted; which of them is seen when it is looked at.</summary>
    Product,

    /// <summary>The stock of one form changed.</summary>
    Stock,

    Shop,

    /// <summary>The app was taken out of the shop: its token is dead.</summary>
    Uninstalled,

    /// <summary>A customer of the shop wants to know what is stored of them.</summary>
    CustomerDataRequest,

    /// <summary>What is stored of a customer of the shop is to be deleted.</summary>
    CustomerRedact,

    /// <summary>What is stored of the shop is to be deleted, two days after it uninstalled the app.</summary>
    ShopRedact,
}

/// <param name="Id">The same each time it is delivered; fit for a key.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Subject">Shopify's number of the product, of the stock item, or of the customer (and request); empty: the shop itself.</param>
/// <param name="At">When it happened.</param>
public sealed record ShopNotice(string Id, NoticeKind Kind, string Subject, DateTimeOffset At);

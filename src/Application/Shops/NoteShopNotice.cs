using GptMessenger.Domain.Shops;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Shops;

/// <summary>Shopify says that something happened in a shop. It is kept first and worked off soon.</summary>
/// <exception cref="Conversations.StoreUnavailableException">It may not have been kept: Shopify is to deliver it again.</exception>
public sealed record NoteShopNotice(ShopDomain Shop, ShopNotice Notice) : IRequest<NoticeReceipt>;

public enum NoticeReceipt
{
    Kept,

    /// <summary>It was delivered before.</summary>
    Known,

    /// <summary>Nobody has connected this shop: there is nothing to keep up to date and nothing to delete.</summary>
    UnknownShop,
}

internal sealed partial class NoteShopNoticeHandler(IConnectedShops shops, IShopNotices notices, IShopKeeper keeper, ILogger<NoteShopNoticeHandler> logger)
    : IRequestHandler<NoteShopNotice, NoticeReceipt>
{
    public async Task<NoticeReceipt> Handle(NoteShopNotice request, CancellationToken cancellationToken)
    {
        if (await shops.FindAsync(request.Shop, cancellationToken) is not { } shop)
        {
            LogUnknown(request.Shop, request.Notice.Kind);
            return NoticeReceipt.UnknownShop;
        }

        bool isNew = await notices.AddAsync(request.Shop, request.Notice, cancellationToken);

        // Also for one that is known: the process may have died between keeping it and asking.
        await keeper.RequestAsync(shop.Tenant);
        return isNew ? NoticeReceipt.Kept : NoticeReceipt.Known;
    }

    [LoggerMessage(LogLevel.Warning, "{Shop} sends {Kind} and nobody has connected it: nothing is done. Is the app still installed there?")]
    private partial void LogUnknown(ShopDomain shop, NoticeKind kind);
}

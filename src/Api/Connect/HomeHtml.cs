using GptMessenger.Api.Shopify;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using Microsoft.AspNetCore.Antiforgery;
using static GptMessenger.Api.Connect.ConnectHtml;

namespace GptMessenger.Api.Connect;

/// <param name="Owner">The tenant.</param>
/// <param name="Pages">Its pages, and how they are.</param>
/// <param name="Shop">Its Shopify shop; null: none is connected.</param>
/// <param name="Catalog">What is known of its shop.</param>
internal sealed record OwnerHome(TenantId Owner, IReadOnlyList<PageStanding> Pages, ShownShop? Shop, CatalogState Catalog);

/// <summary>The owner's page, as a plain document.</summary>
internal static class HomeHtml
{
    public static string Enter(string tenant, AntiforgeryTokenSet forgery, bool wasWrong) => Document("Your shop's assistant", $"""
        {(wasWrong ? "<p class=\"note\" role=\"alert\"><strong>There is no such tenant, or that is not the key in ADMIN_API_KEY.</strong></p>" : "")}
        <form method="post" action="{HomeEndpoints.Path}/enter">{Hidden(forgery)}
        <label>Tenant <input type="text" name="tenant" value="{Encode(tenant)}" autocomplete="username" required></label>
        <label>Admin key <input type="password" name="key" autocomplete="current-password" required></label>
        <button>Sign in</button></form>
        """);

    public static string Told(string title, string text) => Document(title, $"<p>{Encode(text)}</p><p><a href=\"{HomeEndpoints.Path}\">Back</a></p>");

    public static string Home(OwnerHome home, AntiforgeryTokenSet forgery) => Document("Your shop's assistant", $"""
        <form method="post" action="{HomeEndpoints.Path}/leave">{Hidden(forgery)}Tenant <strong>{Encode(home.Owner.Value)}</strong> <button class="quiet">Sign out</button></form>
        <h2>Facebook pages</h2>
        {(home.Pages.Count == 0 ? "<p class=\"note\">None is connected yet: nobody is answered.</p>" : $"<ul>{string.Concat(home.Pages.Select(standing => Page(standing.Page, standing.Health, forgery)))}</ul>")}
        <p><a class="button" href="{FacebookLoginEndpoints.Path}">Connect a Facebook page</a></p>
        <h2>Shop</h2>
        <p>{Products(home.Catalog)}</p>
        {(home.Shop is { Shop.DisconnectedAt: null } shop ? Shop(shop, forgery) : Ask())}
        <form method="post" action="{HomeEndpoints.Path}/products" enctype="multipart/form-data">{Hidden(forgery)}
        <label>Upload a file: what Shopify's admin exports (CSV), or Shopify's JSON <input type="file" name="file" accept=".csv,.json,text/csv,application/json" required></label>
        <button>Replace the products</button></form>
        <h2>One customer</h2>
        <form method="post" action="{HomeEndpoints.Path}/customer">{Hidden(forgery)}
        <label>Page <input type="text" name="page" list="pages" required></label>
        <datalist id="pages">{string.Concat(home.Pages.Select(standing => $"<option value=\"{Encode(standing.Page.Page.Value)}\">{Encode(standing.Page.Name ?? "")}</option>"))}</datalist>
        <label>Customer's id at the page (PSID) <input type="text" name="sender" required></label>
        <button name="do" value="export">Export what is kept</button>
        <label><input type="checkbox" name="sure" value="on"> I am sure: what is erased cannot be brought back</label>
        <button name="do" value="erase" class="danger">Erase the customer</button></form>
        """);

    public static string GoToShopify(string shop, Uri address) => Document("Connect a Shopify shop", $"""
        <p>Shopify asks you whether the product may read the products, stock, discounts and policies of <strong>{Encode(shop)}</strong>. It changes nothing there.</p>
        <p><a class="button" rel="noreferrer" href="{Encode(address.AbsoluteUri)}">Continue with Shopify</a></p>
        """);

    private static string Shop(ShownShop shown, AntiforgeryTokenSet forgery) => $"""
        <p><strong>{Encode(shown.Shop.Domain.Value)}</strong> at Shopify, since {shown.Shop.ConnectedAt.UtcDateTime:yyyy-MM-dd}. {Encode(Read(shown.Sync))}</p>
        <form method="post" action="{HomeEndpoints.Path}/shop">{Hidden(forgery)}<button name="do" value="sync">Read the shop now</button> <button name="do" value="disconnect" class="quiet">Disconnect</button></form>
        """;

    private static string Read(ShopSync? sync) => sync switch
    {
        null => "It is being read.",
        { Error: { } error } => $"The last time it could not be read: {error} {(sync.LastGoodAt is { } good ? $"What was read at {good.UtcDateTime:yyyy-MM-dd HH:mm} UTC stays in use." : "")}",
        _ => $"Last read at {sync.EndedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC.",
    };

    private static string Ask() => $"""
        <form method="get" action="{ShopifyInstall.Path}"><label>The shop's address at Shopify <input type="text" name="shop" placeholder="some-shop.myshopify.com" required></label>
        <button>Connect a Shopify shop</button></form>
        """;

    private static string Page(ListedPage page, PageHealth? health, AntiforgeryTokenSet forgery) => $"""
        <li>{Encode(page.Name ?? "Page")} <small>{Encode(page.Page.Value)}{(page.ConnectedAt is { } at ? $", since {at.UtcDateTime:yyyy-MM-dd}" : ", by the server's configuration")}</small>
        {(page.HasToken ? "" : "<strong>Its token cannot be read: connect it again.</strong>")}
        {(health is { Problems.Count: > 0 } ? $"<p role=\"alert\"><strong>{(health.State == PageState.Broken ? "It does not work" : "Look after it")}:</strong> {Encode(string.Join(' ', health.Problems))}</p>" : "")}
        {(page.ConnectedAt is null ? "" : $"<form method=\"post\" action=\"{HomeEndpoints.Path}/page\">{Hidden(forgery)}<input type=\"hidden\" name=\"page\" value=\"{Encode(page.Page.Value)}\"><button class=\"quiet\">Disconnect</button></form>")}</li>
        """;

    private static string Products(CatalogState catalog) => catalog.Version is null
        ? "<span class=\"note\">No products are known yet: the assistant can name none.</span>"
        : $"{catalog.Total} products are for sale{(catalog.ShopName.Length > 0 ? $" at <strong>{Encode(catalog.ShopName)}</strong>" : "")}.";
}

using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;
using GptMessenger.Application.Pages;
using Microsoft.AspNetCore.Antiforgery;

namespace GptMessenger.Api.Connect;

/// <summary>The pages of connecting, as plain documents: no script, and every text from outside encoded.</summary>
internal static class ConnectHtml
{
    /// <summary>Their only style; the policy of the pages names its digest.</summary>
    public const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color:#1c1e21;background:#fff}h1{font-size:1.5rem}"
        + "label{display:block;margin:.5rem 0}input[type=text],input[type=password]{display:block;width:100%;padding:.5rem;box-sizing:border-box;font:inherit}"
        + "button,.button{display:inline-block;margin-top:1rem;padding:.6rem 1.2rem;border:0;border-radius:.4rem;background:#0a5bd3;color:#fff;font:inherit;text-decoration:none}"
        + "small,.note{color:#5f6368}h2{margin-top:2.5rem;font-size:1.2rem}li form{display:inline}.quiet{margin:0;padding:.2rem .6rem;background:#eef1f5;color:#1c1e21}.danger{background:#b3261e}input[type=file]{display:block;margin-top:.3rem}fieldset{margin:1.5rem 0;border:1px solid #dadde1;border-radius:.4rem}";

    public static IResult Page(string html, int status = StatusCodes.Status200OK) => Results.Text(html, MediaTypeNames.Text.Html, Encoding.UTF8, status);

    public static string GoToFacebook(Uri dialog) => Document("Connect a Facebook page", $"""
        <p>Facebook asks you which pages the product may answer for. Choose them all: you select the ones to connect here afterwards.</p>
        <p><a class="button" rel="noreferrer" href="{Encode(dialog.AbsoluteUri)}">Continue with Facebook</a></p>
        """);

    public static string Choose(string action, IReadOnlyList<OfferedPage> pages, AntiforgeryTokenSet forgery) => pages.Count == 0
        ? Message("No page", "Facebook named no page that you manage and let us see. Begin again, and choose your pages in Facebook's dialog.")
        : Document("Which pages shall be answered?", $"""
            <form method="post" action="{Encode(action)}">{Hidden(forgery)}
            {string.Concat(pages.Select(Choice))}
            <fieldset><legend><label><input type="checkbox" name="welcome" value="on"> Set what customers see before the first word</label></legend>
            <label>Greeting, at most {MessengerWelcome.MaxGreeting} characters <input type="text" name="greeting" maxlength="{MessengerWelcome.MaxGreeting}"></label>
            <label><input type="checkbox" name="get_started" value="on"> A button “Get started”</label>
            {string.Concat(Enumerable.Range(1, MessengerWelcome.MaxIceBreakers).Select(number => $"<label>Question {number} <input type=\"text\" name=\"question\" maxlength=\"{MessengerWelcome.MaxQuestion}\"></label>"))}
            </fieldset>
            <button>Connect</button></form>
            """);

    public static string Done(IReadOnlyList<ConnectedResult> results) => results.Count == 0
        ? Message("Nothing was chosen", "No page was connected. Begin again to choose one.")
        : Document("Done", $"<ul>{string.Concat(results.Select(Result))}</ul><p><a href=\"/pages\">Back</a></p>");

    public static string GoToShopify(string shop, Uri address) => Document("Connect a Shopify shop", $"""
        <p>Shopify asks you whether the product may read the products, stock, discounts and policies of <strong>{Encode(shop)}</strong>. It changes nothing there.</p>
        <p><a class="button" rel="noreferrer" href="{Encode(address.AbsoluteUri)}">Continue with Shopify</a></p>
        """);

    public static string Told(string title, string text) => Document(title, $"<p>{Encode(text)}</p><p><a href=\"/connections\">Back</a></p>");

    public static string Message(string title, string text) => Document(title, $"<p>{Encode(text)}</p>");

    private static string Choice(OfferedPage page) => page.MayMessage
        ? $"<label><input type=\"checkbox\" name=\"page\" value=\"{Encode(page.Page.Value)}\"> {Encode(page.Name ?? "Page")} <small>{Encode(page.Page.Value)}</small></label>"
        : $"<label><input type=\"checkbox\" disabled> {Encode(page.Name ?? "Page")} <small>{Encode(page.Page.Value)}: you need the task “Messages” on this page</small></label>";

    private static string Result(ConnectedResult result) =>
        $"<li>Page {Encode(result.Page.Value)}: {(result.IsConnected ? "connected." : "not connected.")} {Encode(string.Join(' ', result.Problems))}</li>";

    public static string Hidden(AntiforgeryTokenSet forgery) =>
        $"<input type=\"hidden\" name=\"{Encode(forgery.FormFieldName)}\" value=\"{Encode(forgery.RequestToken ?? "")}\">";

    public static string Document(string title, string body) => $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Encode(title)}</title><link rel="icon" href="/console/logo.svg" type="image/svg+xml"><style>{Style}</style></head>
        <body><h1>{Encode(title)}</h1>
        {body}
        </body></html>
        """;

    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}

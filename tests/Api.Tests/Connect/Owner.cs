using System.Net;
using System.Text.RegularExpressions;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Connect;

/// <summary>An owner's browser: it keeps cookies, follows no redirect by itself, and remembers everything it was shown.</summary>
internal sealed partial class Owner(Product product, string tenant) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = new Uri(product.Address), Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>Every page, header and address that the browser saw.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>With the key, until Facebook's dialog.</summary>
    public async Task<Uri> BeginAsync()
    {
        await EnterAsync();
        string page = await PageAsync("/connect/facebook");
        return new Uri(WebUtility.HtmlDecode(Link().Match(page).Groups["link"].Value));
    }

    /// <summary>Signs in with the key.</summary>
    public async Task EnterAsync()
    {
        using var entered = await SendAsync("/sign-in/key", ("tenant", tenant), ("key", Product.AdminKey), ("__RequestVerificationToken", Forgery(await ConsoleAsync("/sign-in"))));
        entered.StatusCode.Should().Be(HttpStatusCode.SeeOther, Seen[^1]);
        entered.Headers.Location!.ToString().Should().Be("/");
    }

    /// <summary>Where Facebook sends the browser, and on to the choice.</summary>
    public async Task<string> ReturnAsync(Uri callback, Product? at = null)
    {
        using var response = await GetAsync($"{(at ?? product).Address}{callback.PathAndQuery}");
        response.StatusCode.Should().Be(HttpStatusCode.Redirect, Seen[^1]);
        return await PageAsync(response.Headers.Location!.ToString());
    }

    public Task<string> ChooseAsync(string form, params (string Name, string Value)[] fields) => PostAsync("/connect/facebook/pages", form, fields);

    public async Task<HttpResponseMessage> GetAsync(string address)
    {
        var response = await _http.GetAsync(address);
        await SeeAsync(response);
        return response;
    }

    public async Task<HttpResponseMessage> SendAsync(string address, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var response = await _http.PostAsync(address, content);
        await SeeAsync(response);
        return response;
    }

    /// <summary>As a browser sends a form with a file.</summary>
    public async Task<HttpResponseMessage> UploadAsync(string address, string form, string fileName, string content)
    {
        using var body = new MultipartFormDataContent
        {
            { new StringContent(Forgery(form)), "__RequestVerificationToken" },
            { new StringContent(content), "file", fileName },
        };
        var response = await _http.PostAsync(address, body);
        await SeeAsync(response);
        return response;
    }

    public static string Forgery(string form) => Hidden().Match(form).Groups["token"].Value;

    public void Dispose() => _http.Dispose();

    /// <summary>A page of the console, as it is before its script runs.</summary>
    public async Task<string> ConsoleAsync(string address)
    {
        using var response = await GetAsync(address);
        response.StatusCode.Should().Be(HttpStatusCode.OK, Seen[^1]);
        response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("script-src 'self';").And.Contain("frame-ancestors 'none'");
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<string> PageAsync(string address)
    {
        using var response = await GetAsync(address);
        return await HtmlAsync(response);
    }

    private async Task<string> PostAsync(string address, string form, params (string Name, string Value)[] fields)
    {
        using var response = await SendAsync(address, [.. fields, ("__RequestVerificationToken", Forgery(form))]);
        return await HtmlAsync(response);
    }

    private static async Task<string> HtmlAsync(HttpResponseMessage response)
    {
        string html = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK, html);
        response.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none'; style-src 'sha256-").And.Contain("frame-ancestors 'none'").And.NotContain("unsafe");
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        html.Should().NotContain("<script");
        return html;
    }

    private async Task SeeAsync(HttpResponseMessage response) =>
        Seen.Add($"{response.RequestMessage!.RequestUri} {response.Headers} {await response.Content.ReadAsStringAsync()}");

    [GeneratedRegex("rel=\"noreferrer\" href=\"(?<link>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hidden();
}

using System.Net;
using GptMessenger.Api.Console.SignIn;
using GptMessenger.Api.Tests.Connect;
using GptMessenger.Application.Operators;
using GptMessenger.Domain.Conversations;
using GptMessenger.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GptMessenger.Api.Tests.Console;

/// <summary>Every address of the product, so that none is open that nobody thought of, and none shows one tenant to another.</summary>
public sealed class RoutesTests(RoutesTests.Host host) : IClassFixture<RoutesTests.Host>
{
    private const string Password = "a long enough password";

    /// <summary>Open to everybody, each for its own reason: signed by a platform, a probe, or the way in.</summary>
    private static readonly string[] Open =
    [
        "GET /facebook/webhook", "POST /facebook/webhook", "POST /shopify/webhook", "POST /facebook/data-deletion", "POST /facebook/deauthorize", "GET /facebook/deletion/{code}",
        "GET /connect/facebook/callback", "GET /connect/facebook/pages", "POST /connect/facebook/pages", "GET /connect/shopify/callback",
        "GET /health/live", "GET /health/ready", "GET /metrics", "POST /metrics", "POST /sign-in/key", "POST /sign-in/name", "GET /sign-in/openid", "GET /sign-in", "POST /sign-in", "POST /sign-out",
    ];

    [Fact]
    public void EveryAddress_IsForTheSignedInOrTheKeyOrListed()
    {
        var open = host.Endpoints.Where(endpoint => !IsAsset(endpoint) && !IsAdmin(endpoint) && !NeedsSession(endpoint)).SelectMany(Names).Distinct();

        open.Should().BeEquivalentTo(Open);
    }

    [Fact]
    public void Hubs_AreTheFrameworksOwn() =>
        host.Endpoints.Where(endpoint => endpoint.Metadata.Any(each => each.GetType().Name == "HubMetadata")).Select(endpoint => Pattern(endpoint)).Should().OnlyContain(path => path.StartsWith("/_blazor", StringComparison.Ordinal));

    [Fact]
    public async Task WithoutASession_NothingIsShown()
    {
        using var http = host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        foreach (string address in Addresses(Product.Tenant))
        {
            using var response = await http.GetAsync(new Uri(address, UriKind.Relative));
            response.StatusCode.Should().BeOneOf([HttpStatusCode.Redirect, HttpStatusCode.Unauthorized], address);
        }
    }

    [Theory]
    [InlineData(OperatorRole.Operator)]
    [InlineData(OperatorRole.Owner)]
    public async Task PeopleOfAnotherTenant_SeeNothingOfThisOne(OperatorRole role)
    {
        using var http = await host.SignedInAsync("another-tenant", role);
        foreach (string address in Addresses(Product.Tenant))
        {
            using var response = await http.GetAsync(new Uri(address, UriKind.Relative));
            string body = await response.Content.ReadAsStringAsync();
            bool namesOne = address.Contains(Product.Page, StringComparison.Ordinal) || address.StartsWith("/admin", StringComparison.Ordinal);
            response.StatusCode.Should().BeOneOf(
                namesOne ? [HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized] : [HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.Forbidden, HttpStatusCode.BadRequest, HttpStatusCode.ServiceUnavailable, HttpStatusCode.NotFound],
                address);
            body.Replace(address, "", StringComparison.Ordinal).Should().NotContain(Product.Tenant, address);
            if (!namesOne)
            {
                body.Should().NotContain(Product.Page, address);
            }
        }
    }

    [Fact]
    public async Task WhatOwnersDo_IsNotForOperators()
    {
        using var http = await host.SignedInAsync(Product.Tenant, OperatorRole.Operator);
        foreach (string address in new[] { "/operators", "/activity", "/connections", "/customers", "/connect/facebook", "/connect/shopify?shop=a.myshopify.com" })
        {
            using var response = await http.GetAsync(new Uri(address, UriKind.Relative));
            response.StatusCode.Should().Be(HttpStatusCode.Forbidden, address);
        }

        foreach (string form in new[] { "/customers/export", "/catalogue/upload" })
        {
            using var response = await http.PostAsync(new Uri(form, UriKind.Relative), new FormUrlEncodedContent([]));
            response.StatusCode.Should().Be(HttpStatusCode.Forbidden, form);
        }
    }

    [Fact]
    public async Task PasswordTriedTooOften_LocksTheAccount_NotTheName()
    {
        string name = await host.NewOperatorAsync("guessed", OperatorRole.Operator);
        using (var scope = host.Services.CreateScope())
        {
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            for (int tries = 0; tries < 10; tries++)
            {
                await accounts.AccessFailedAsync((await accounts.FindByNameAsync(name))!);
            }
        }

        using var http = host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        (await Host.TryAsync(http, name)).Should().Be("/sign-in?problem=name");
    }

    private IEnumerable<string> Addresses(string tenant) => host.Endpoints
        .Where(endpoint => NeedsSession(endpoint) || IsAdmin(endpoint)).Where(endpoint => Names(endpoint).Any(name => name.StartsWith("GET ", StringComparison.Ordinal)))
        .Select(Pattern).Where(path => !path.StartsWith("/_blazor", StringComparison.Ordinal)).Select(path => Filled(path, tenant)).Distinct();

    /// <summary>With the ids of things that are this tenant's.</summary>
    private static string Filled(string path, string tenant) => string.Join('/', path.Split('/').Select(part => !part.StartsWith('{') ? part : part.Trim('{', '}').Split(':')[0].ToLowerInvariant() switch
    {
        "tenant" => tenant,
        "channel" => "facebook",
        "page" => Product.Page,
        "sender" => "200000000000042",
        var other => $"some-{other}",
    }));

    private static bool NeedsSession(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;

    private static bool IsAdmin(RouteEndpoint endpoint) => Pattern(endpoint).StartsWith("/admin/", StringComparison.Ordinal);

    private static bool IsAsset(RouteEndpoint endpoint) => endpoint.Metadata.Any(each => each.GetType().Name == "StaticAssetDescriptor");

    private static string Pattern(RouteEndpoint endpoint) => $"/{endpoint.RoutePattern.RawText!.Trim('/')}";

    private static IEnumerable<string> Names(RouteEndpoint endpoint) =>
        (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]).Where(method => method != "HEAD").Select(method => $"{method} {Pattern(endpoint)}");

    /// <summary>The whole product in this process, in Production, with a page of one tenant.</summary>
    public sealed class Host : WebApplicationFactory<Program>
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("gptmessenger-test-").FullName;

        public IReadOnlyList<RouteEndpoint> Endpoints => [.. Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

        protected override void ConfigureWebHost(Microsoft.AspNetCore.Hosting.IWebHostBuilder builder)
        {
            builder.UseSetting("environment", "Production");
            foreach (var (name, value) in new[]
            {
                ("DATA_DIR", _folder), ("FACEBOOK_APP_SECRET", Product.AppSecret), ("FACEBOOK_VERIFY_TOKEN", Product.VerifyToken), ("FACEBOOK_APP_ID", Product.AppId), ("SECRETS_KEY", Product.SecretsKey),
                ("ADMIN_API_KEY", Product.AdminKey), ($"FACEBOOK_ACCESS_TOKEN_{Product.Page}", Product.PageToken), ($"PAGE_UUID_{Product.Page}", Product.Tenant), ("GRAPH_ENDPOINT", "http://127.0.0.1:9"),
                ("PUBLIC_URL", "http://localhost"), ("REHEARSAL_MS", "0"),
            })
            {
                builder.UseSetting(name, value);
            }
        }

        public async Task<string> NewOperatorAsync(string tenant, OperatorRole role)
        {
            string name = $"{role}-{Guid.NewGuid():N}";
            using var scope = Services.CreateScope();
            var owner = TenantId.TryParse(tenant, out var id) ? id : throw new ArgumentException("Not a tenant.", nameof(tenant));
            (await scope.ServiceProvider.GetRequiredService<Api.Console.Operators.OperatorAccounts>().AddAsync(owner, name, role, Password)).Should().BeNull();
            return name;
        }

        public async Task<HttpClient> SignedInAsync(string tenant, OperatorRole role)
        {
            var http = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
            (await TryAsync(http, await NewOperatorAsync(tenant, role))).Should().Be("/");
            return http;
        }

        /// <returns>Where it leads.</returns>
        public static async Task<string> TryAsync(HttpClient http, string name)
        {
            string form = await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
            using var content = new FormUrlEncodedContent([new("name", name), new("password", Password), new("__RequestVerificationToken", Owner.Forgery(form))]);
            using var response = await http.PostAsync(new Uri("/sign-in/name", UriKind.Relative), content);
            return response.Headers.Location!.ToString();
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing && Directory.Exists(_folder))
            {
                Directory.Delete(_folder, recursive: true);
            }
        }
    }
}

using GptMessenger.Api.Connect;
using GptMessenger.Api.Console.Catalogue;
using GptMessenger.Api.Console.Customers;
using GptMessenger.Api.Console.Numbers;
using GptMessenger.Api.Console.Operators;
using GptMessenger.Api.Console.Shell;
using GptMessenger.Api.Console.SignIn;
using GptMessenger.Application.Audit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using MudBlazor;
using MudBlazor.Services;
using SignInOptions = GptMessenger.Api.Console.SignIn.SignInOptions;

namespace GptMessenger.Api.Console;

/// <summary>The owner's console: pages over the same commands that the admin API uses.</summary>
internal static class ConsoleServices
{
    private const int MinPassword = 12;
    private const int MaxMessage = 4 * Application.Prompts.PromptCheck.MaxLength;

    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(8);

    public static WebApplicationBuilder AddConsole(this WebApplicationBuilder builder, SignInOptions options, ConnectOptions address)
    {
        // The pages' scripts and styles stand in the packages and the project, not beside the program, until it is published.
        builder.WebHost.UseStaticWebAssets();

        // What serves files that were changed since the build takes every address, and with it the answer that a method is not allowed there.
        builder.Configuration.AddInMemoryCollection([new("ReloadStaticAssetsAtRuntime", "false")]);
        var services = builder.Services;

        // A whole prompt comes along with each key that is pressed in it.
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = MaxMessage);
        services.AddCascadingAuthenticationState();
        services.AddLocalization();
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;

            // While it fades it is hard to read.
            (mud.SnackbarConfiguration.ShowTransitionDuration, mud.SnackbarConfiguration.HideTransitionDuration) = (0, 0);
        });
        services.AddSingleton(options).AddSingleton<EntryLimit>().AddSingleton<SessionCheck>().AddSingleton<SessionCookie>().AddScoped<Entry>().AddScoped<OperatorAccounts>();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>().AddScoped<CircuitHandler, ActingUser>();
        services.AddIdentityCore<Account>(identity =>
        {
            identity.Password = new PasswordOptions { RequiredLength = MinPassword, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false, RequiredUniqueChars = 5 };
            identity.Lockout = new LockoutOptions { MaxFailedAccessAttempts = 10, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5) };
            identity.User.AllowedUserNameCharacters = "";
        }).AddUserStore<AccountStore>();
        var authentication = services.AddAuthentication(ConsoleUser.Scheme).AddCookie(ConsoleUser.Scheme, cookie =>
        {
            cookie.Cookie.Name = "gptm-owner";
            cookie.Cookie.HttpOnly = true;

            // Lax: it must come along when a platform sends the browser back.
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = address.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            (cookie.ExpireTimeSpan, cookie.SlidingExpiration) = (SessionLength, true);
            (cookie.LoginPath, cookie.ReturnUrlParameter) = (SignInEndpoints.Path, "to");
            cookie.EventsType = typeof(SessionCookie);
        });
        if (options.OpenId is { } openId)
        {
            authentication.AddOpenId(openId, address.IsHttps);
        }

        services.AddAuthorization();
        return builder;
    }

    /// <summary>Where Blazor's addresses begin.</summary>
    private const string Hub = "_blazor";

    public static void MapConsole(this WebApplication app)
    {
        app.Use((HttpContext context, RequestDelegate next) => ShowNothingAsync(context, next));
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use((context, next) =>
        {
            if (ConsoleUser.Of(context.User) is { } user)
            {
                context.RequestServices.GetRequiredService<Acting>().As(user.Name);
            }

            return next(context);
        });
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        var console = app.MapGroup("").WithPageHeaders();
        console.MapSignIn();
        console.MapCustomerExport();
        console.MapCatalogueUpload();
        console.MapNumbersDownload();
        console.MapGet("/", (HttpContext context) => Results.Redirect($"{context.Request.PathBase}/inbox")).RequireAuthorization();
        var pages = console.MapRazorComponents<ConsoleDocument>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null).RequireAuthorization();
        if (app.Environment.IsDevelopment())
        {
            // The simulator is for whoever tries the product, and lives by the same hub. Which page of the console is for whom each page says itself.
            pages.Add(endpoint =>
            {
                if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } path } && path.TrimStart('/').StartsWith(Hub, StringComparison.Ordinal))
                {
                    endpoint.Metadata.Add(new AllowAnonymousAttribute());
                }
            });
        }
    }

    /// <summary>Who reads gets a page where there is nothing; programs get a problem.</summary>
    private static async Task ShowNothingAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false } && context.GetEndpoint() is null && HttpMethods.IsGet(context.Request.Method)
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            PageHeaders.AddTo(context);
            await new RazorComponentResult<ConsoleDocument> { StatusCode = StatusCodes.Status404NotFound }.ExecuteAsync(context);
        }
    }
}

namespace GptMessenger.Api.Console;

/// <summary>What browsers may do with the console's pages.</summary>
internal static class PageHeaders
{
    /// <summary>
    /// Scripts and connections of this host only. Styles in attributes are how the components place themselves. Pictures come from shops, by https.
    /// In Development the simulator, on this host, may be framed.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' https: data:; font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'";

    public static RouteGroupBuilder WithPageHeaders(this RouteGroupBuilder pages)
    {
        ((IEndpointConventionBuilder)pages).Finally(endpoint =>
        {
            if (endpoint.RequestDelegate is { } next)
            {
                endpoint.RequestDelegate = context =>
                {
                    AddTo(context);
                    return next(context);
                };
            }
        });
        return pages;
    }

    public static void AddTo(HttpContext context)
    {
        var headers = context.Response.Headers;
        (headers.ContentSecurityPolicy, headers.XContentTypeOptions) = (Policy, "nosniff");
        headers["Referrer-Policy"] = "same-origin";

        // Late: antiforgery says the same in its own words, and complains of what it finds set already.
        context.Response.OnStarting(() =>
        {
            headers.CacheControl = headers.CacheControl is [{ } said] && said.Contains("no-store", StringComparison.Ordinal) ? said : "no-store";
            return Task.CompletedTask;
        });
    }
}

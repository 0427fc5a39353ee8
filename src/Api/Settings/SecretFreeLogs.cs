namespace GptMessenger.Api.Settings;

internal static class SecretFreeLogs
{
    /// <summary>
    /// ASP.NET Core writes each request's address with its query at Information, and Meta's handshake carries the verify token there.
    /// Whatever level somebody asks for, that category stays at Warning, for every log provider.
    /// </summary>
    public static void KeepSecretsOutOfLogs(this WebApplicationBuilder builder) =>
        builder.Services.PostConfigure<LoggerFilterOptions>(filters =>
        {
            string?[] providers = [null, .. filters.Rules.Select(rule => rule.ProviderName).OfType<string>().Distinct()];
            foreach (string? provider in providers)
            {
                filters.Rules.Add(new LoggerFilterRule(provider, "Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning, filter: null));
            }
        });
}

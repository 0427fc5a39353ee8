namespace GptMessenger.Api.Simulator;

/// <summary>The sample page, and the configuration that points the product at the simulated Facebook: defaults, which anything set wins over.</summary>
internal static class SimulatorSettings
{
    public const string SamplePage = "900000000000001";
    public const string SampleTenant = "5a3c9e52-0b1d-4c58-9d0e-5f0a3b7c2d11";
    public const string GraphPath = "/simulator/graph";

    private const string DefaultUrls = "http://localhost:5080";

    /// <param name="urls">Where the host is going to listen, as configured: addresses separated by semicolons.</param>
    /// <param name="pageToken">The sample page's token.</param>
    public static IReadOnlyDictionary<string, string?> Defaults(string? urls, string pageToken) => new Dictionary<string, string?>
    {
        [$"PAGE_UUID_{SamplePage}"] = SampleTenant,
        [$"FACEBOOK_ACCESS_TOKEN_{SamplePage}"] = pageToken,
        ["GRAPH_ENDPOINT"] = new Uri(OwnAddress(urls), GraphPath).AbsoluteUri,
        ["PUBLIC_URL"] = OwnAddress(urls).AbsoluteUri,

        // Who develops starts often, and there is one customer.
        ["REHEARSAL_MS"] = "0",
    };

    /// <summary>An address under which this host reaches itself: the first plain http one, since a development certificate may not be trusted.</summary>
    public static Uri OwnAddress(string? urls)
    {
        var addresses = (string.IsNullOrWhiteSpace(urls) ? DefaultUrls : urls)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(BindingAddress.Parse)
            .ToList();
        var address = addresses.Find(binding => binding.Scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase)) ?? addresses[0];
        string host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port).Uri;
    }
}

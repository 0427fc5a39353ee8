using System.Diagnostics.CodeAnalysis;

namespace GptMessenger.Api.Simulator.Storefront;

/// <summary>The sample shop's address does not exist on the internet; a link to it leads to the storefront that this host serves.</summary>
internal static class StorefrontLinks
{
    public const string Path = "/simulator/shop";

    private const string Host = "fjordlight.example";

    /// <summary>Where a link of a chat leads, and what a person reads. False: it is no web address.</summary>
    public static bool TryResolve(string? link, [NotNullWhen(true)] out string? href, [NotNullWhen(true)] out string? label)
    {
        (href, label) = (null, null);
        if (!Uri.TryCreate(link, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            return false;
        }

        bool isOurs = address.Host == Host;
        href = isOurs ? (Path + address.AbsolutePath).TrimEnd('/') : address.AbsoluteUri;
        label = isOurs ? Label(address) : $"{address.Host}{address.AbsolutePath}".TrimEnd('/');
        return true;
    }

    private static string Label(Uri address) => address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["products", var handle] when SampleShop.Find(handle) is { } product => product.Title,
        ["cart", _] => "Your filled cart",
        ["policies", _] when SampleShop.Policies.FirstOrDefault(policy => policy.Url == address.AbsoluteUri) is { } policy => policy.Title,
        _ => (Host + address.AbsolutePath).TrimEnd('/'),
    };
}

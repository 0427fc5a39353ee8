using System.Diagnostics.CodeAnalysis;

namespace GptMessenger.Domain.Shops;

/// <summary>
/// A shop's permanent address at Shopify, such as <c>some-shop.myshopify.com</c>, in lower case. It becomes a part of addresses and keys, so nothing else passes:
/// no other host, no path, no port.
/// </summary>
public readonly record struct ShopDomain
{
    private const string Suffix = ".myshopify.com";

    /// <summary>What a label of a host name may have.</summary>
    private const int MaxName = 63;

    private ShopDomain(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out ShopDomain domain)
    {
        domain = default;
        if (text?.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) != true)
        {
            return false;
        }

        string name = text[..^Suffix.Length];
        if (name.Length is 0 or > MaxName || !char.IsAsciiLetterOrDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            return false;
        }

        domain = new ShopDomain(text.ToLowerInvariant());
        return true;
    }

    public override string ToString() => Value;
}

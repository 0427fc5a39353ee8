namespace GptMessenger.Api.Connect;

/// <param name="PublicUrl">How browsers and platforms reach the product (<c>PUBLIC_URL</c>); null: not said, so nobody can be sent back to it.</param>
internal sealed record ConnectOptions(Uri? PublicUrl)
{
    public bool IsHttps => PublicUrl?.Scheme == Uri.UriSchemeHttps;

    /// <summary>Below the address that the owner gave, which may have a path.</summary>
    public Uri? Of(string path) => PublicUrl is { } address ? new Uri(address.AbsoluteUri.TrimEnd('/') + path) : null;
}

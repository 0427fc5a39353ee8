namespace GptMessenger.Infrastructure.Facebook;

/// <summary>The one failure after which a send may be repeated: there was no connection, so Graph cannot have seen a byte of it.</summary>
internal static class GraphConnections
{
    public static bool NeverStood(Exception? exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError,
    };
}

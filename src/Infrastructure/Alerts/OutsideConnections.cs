using System.Net;
using System.Net.Sockets;

namespace GptMessenger.Infrastructure.Alerts;

/// <summary>
/// Connects to addresses of the public internet only, by what a name resolves to in that moment: a name that points into this network, or comes
/// to do so later, leads nowhere.
/// </summary>
/// <param name="allowsLoopback">This machine counts as outside: for development.</param>
internal sealed class OutsideConnections(bool allowsLoopback)
{
    /// <summary>Networks of the IANA special-purpose registries (RFC 6890 and successors) that nobody outside can be reached in.</summary>
    private static readonly IPNetwork[] Inside =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("192.88.99.0/24"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("203.0.113.0/24"), IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"),
    ];

    /// <summary>All that is given out of IPv6; the rest is local, multicast or reserved.</summary>
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    /// <summary>Of that: documentation, tunnels that carry an IPv4 address inside, and what is not routed.</summary>
    private static readonly IPNetwork[] InsideV6 = [IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("3fff::/20")];

    public bool Allows(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return (allowsLoopback && IPAddress.IsLoopback(address))
            || (address.AddressFamily == AddressFamily.InterNetwork
                ? !Array.Exists(Inside, network => network.Contains(address))
                : GlobalV6.Contains(address) && !Array.Exists(InsideV6, network => network.Contains(address)));
    }

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        IPAddress[] outside = [.. addresses.Where(Allows)];
        if (outside.Length == 0)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"{context.DnsEndPoint.Host} is no address of the public internet.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(outside, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

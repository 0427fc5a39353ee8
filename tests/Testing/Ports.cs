using System.Net;
using System.Net.Sockets;

namespace GptMessenger.Testing;

/// <summary>
/// Ports for programs that are told theirs. Below those that the system hands out by itself, where a port that was free a moment ago is soon
/// somebody else's: a test would then talk to another test's product.
/// </summary>
public static class Ports
{
    private const int First = 15_000;
    private const int Count = 15_000;

    private static int _last = Random.Shared.Next(Count);

    /// <summary>A free one, and no other caller's in this process.</summary>
    public static int Free()
    {
        for (int tries = 0; tries < Count; tries++)
        {
            int port = First + ((Interlocked.Increment(ref _last) & int.MaxValue) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }

        throw new InvalidOperationException("No port is free.");
    }
}

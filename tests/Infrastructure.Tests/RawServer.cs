using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GptMessenger.Infrastructure.Tests;

/// <summary>A server that does what no decent HTTP server would do after it has read a request whole.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<int, Socket, Task> _answer;
    private readonly Task _served;

    /// <param name="answer">Gets the number of the request, from 0, and its connection.</param>
    public RawServer(Func<int, Socket, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _served = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>As they came, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>An address at which nobody listens.</summary>
    public static Uri Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    public static void Reset(Socket connection)
    {
        connection.LingerState = new LingerOption(enable: true, seconds: 0);
        connection.Close();
    }

    public static async Task WriteAsync(Socket connection, string text) => await connection.SendAsync(Encoding.UTF8.GetBytes(text));

    public static Task AnswerAsync(Socket connection, string json) =>
        WriteAsync(connection, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _served;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_end.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        using (connection)
        {
            try
            {
                while (await ReadAsync(connection) is { } request)
                {
                    int number = Requests.Count;
                    Requests.Enqueue(request);
                    await _answer(number, connection).WaitAsync(_end.Token);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The other side left, or the test is over.
            }
        }
    }

    private async Task<string?> ReadAsync(Socket connection)
    {
        var text = new StringBuilder();
        byte[] buffer = new byte[16 * 1024];
        while (!IsWhole(text.ToString()))
        {
            int count = await connection.ReceiveAsync(buffer, _end.Token);
            if (count == 0)
            {
                return null;
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    private static bool IsWhole(string request)
    {
        int head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
        {
            return false;
        }

        string? length = request[..head].Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return length is null || request.Length - head - 4 >= int.Parse(length[15..], System.Globalization.CultureInfo.InvariantCulture);
    }
}

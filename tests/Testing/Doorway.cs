using System.Net;
using System.Net.Sockets;

namespace GptMessenger.Testing;

/// <summary>
/// Stands before a server on a loopback port of its own, passes bytes through, and can be shut: connections that stand are reset, new ones are
/// refused (<see cref="Shut"/>) or reset when their first bytes are there, before one is read (<see cref="Slam"/>).
/// </summary>
public sealed class Doorway : IAsyncDisposable
{
    private readonly IPEndPoint _behind;
    private readonly int _port;
    private readonly Lock _changing = new();
    private readonly List<Socket> _standing = [], _silent = [];
    private Socket? _listener;
    private bool _isSlammed;
    private int _slammed;

    public Doorway(string behind)
    {
        var address = new Uri(behind);
        _behind = new IPEndPoint(IPAddress.Parse(address.Host), address.Port);
        _listener = Listen(port: 0);
        _port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        Accept(_listener);
    }

    public string Address => $"http://127.0.0.1:{_port}";

    /// <summary>How many connections were reset at the door.</summary>
    public int Slammed => Volatile.Read(ref _slammed);

    /// <summary>Nobody listens any more.</summary>
    public void Shut()
    {
        lock (_changing)
        {
            _listener?.Dispose();
            _listener = null;
            ResetAll();
        }
    }

    /// <summary>
    /// Whoever connects is thrown out when they begin to speak. Not before: to a caller whose connection is reset while it still connects,
    /// the connection never stood.
    /// </summary>
    public void Slam()
    {
        lock (_changing)
        {
            _isSlammed = true;
            ResetAll();
        }
    }

    public void Open()
    {
        lock (_changing)
        {
            // Who has connected and said nothing keeps the connection for later, and would be thrown out through an open door.
            _isSlammed = false;
            _silent.ForEach(Reset);
            _silent.Clear();
            if (_listener is null)
            {
                _listener = Listen(_port);
                Accept(_listener);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        Shut();
        return ValueTask.CompletedTask;
    }

    private static Socket Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen();
        return listener;
    }

    private async void Accept(Socket listener)
    {
        try
        {
            while (true)
            {
                Pass(await listener.AcceptAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Shut.
        }
    }

    private async void Pass(Socket outer)
    {
        var inner = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        lock (_changing)
        {
            if (_isSlammed || _listener is null)
            {
                inner.Dispose();
                _silent.Add(outer);
                ThrowOut(outer);
                return;
            }

            _standing.AddRange([outer, inner]);
        }

        try
        {
            await inner.ConnectAsync(_behind);
            using NetworkStream outside = new(outer), inside = new(inner);
            await Task.WhenAny(outside.CopyToAsync(inside), inside.CopyToAsync(outside));
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            // One of both has hung up.
        }
        finally
        {
            outer.Dispose();
            inner.Dispose();
            lock (_changing)
            {
                _standing.Remove(outer);
                _standing.Remove(inner);
            }
        }
    }

    private async void ThrowOut(Socket outer)
    {
        try
        {
            await outer.ReceiveAsync(Memory<byte>.Empty);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // They have hung up themselves, or the door was opened.
        }

        lock (_changing)
        {
            if (_silent.Remove(outer))
            {
                Interlocked.Increment(ref _slammed);
                Reset(outer);
            }
        }
    }

    private void ResetAll()
    {
        _standing.ForEach(Reset);
        _standing.Clear();
    }

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }
}

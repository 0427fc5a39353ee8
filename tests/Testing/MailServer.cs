using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GptMessenger.Testing;

/// <summary>A mail as a server takes it.</summary>
public sealed record TakenMail(string From, IReadOnlyList<string> To, string Content);

/// <summary>As much of a mail server as a program that sends meets, on a loopback port: it takes every mail, in clear.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public MailServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<TakenMail> Mails { get; } = new();

    /// <summary>It says that it is busy.</summary>
    public bool IsBusy { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var owned = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            string from = "";
            var to = new List<string>();
            await writer.WriteLineAsync(IsBusy ? "421 busy" : "220 mail.test ready");
            while (!IsBusy && await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                string word = line.Split(' ', ':')[0].ToUpperInvariant();
                if (word == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    Mails.Enqueue(new TakenMail(from, [.. to], await ContentAsync(reader)));
                    to.Clear();
                }

                from = word == "MAIL" ? Address(line) : from;
                if (word == "RCPT")
                {
                    to.Add(Address(line));
                }

                await writer.WriteLineAsync(word == "QUIT" ? "221 bye" : "250 ok");
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The other side hung up, or the test is over.
        }
    }

    private async Task<string> ContentAsync(StreamReader reader)
    {
        var content = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            content.AppendLine(line);
        }

        return content.ToString();
    }

    private static string Address(string line) => line.Contains('<', StringComparison.Ordinal) ? line.Split('<', '>')[1] : line;
}

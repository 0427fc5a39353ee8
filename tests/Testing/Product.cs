using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace GptMessenger.Testing;

/// <summary>What a process that would not start left behind.</summary>
public sealed record RefusedStart(int ExitCode, IReadOnlyList<string> Errors, string Output);

/// <summary>The real program as a process of its own, in Production, with its data in a folder that outlives it.</summary>
public sealed class Product : IAsyncDisposable
{
    public const string Page = "100000000000001";
    public const string Tenant = "11111111-2222-4333-8444-555555555555";
    public const string AppSecret = "a-secret-of-the-app-in-tests";
    public const string OldAppSecret = "the-secret-that-is-being-replaced";
    public const string VerifyToken = "a-verify-token-in-tests";
    public const string PageToken = "EAAGa-page-token-in-tests";
    public const string ModelKey = "sk-a-model-key-in-tests";
    public const string AdminKey = "an-admin-key-in-tests";
    public const string SecretsKey = "c2VjcmV0cy1rZXktb2YtMzItYnl0ZXMtaW4tdGVzdHM=";
    public const string AppId = "300000000000001";

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private readonly Outside _outside;
    private readonly (string Name, string? Value)[] _settings;

    private Product(Outside outside, string address, string dataDir, (string Name, string? Value)[] settings)
    {
        (_outside, _settings, Address, DataDir) = (outside, settings, address, dataDir);
        _process = Run(address, dataDir, outside, settings);
        Http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };
    }

    public string Address { get; }

    public string DataDir { get; }

    public HttpClient Http { get; }

    public int ProcessId => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Everything it wrote so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts it and waits until it takes webhooks.</summary>
    /// <param name="outside">Where Graph and the model are.</param>
    /// <param name="dataDir">The folder of an earlier run to go on with; null: a new one.</param>
    /// <param name="settings">More variables, or other values; null takes one away.</param>
    public static async Task<Product> StartAsync(Outside outside, string? dataDir = null, params (string Name, string? Value)[] settings)
    {
        dataDir ??= Directory.CreateTempSubdirectory("gptmessenger-test-").FullName;
        return await StartAsync(outside, $"http://127.0.0.1:{Ports.Free()}", dataDir, settings);
    }

    /// <summary>Starts it once more after its end: at the same address, on the same folder, with the same settings.</summary>
    public async Task<Product> StartAgainAsync()
    {
        await DisposeAsync();
        return await StartAsync(_outside, Address, DataDir, _settings);
    }

    /// <summary>Starts it in a folder or with settings that it should refuse, and waits for its end.</summary>
    public static async Task<RefusedStart> StartRefusedAsync(string dataDir, params (string Name, string? Value)[] settings)
    {
        using var process = Run($"http://127.0.0.1:{Ports.Free()}", dataDir, outside: null, settings);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        string error = await process.StandardError.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        return new RefusedStart(process.ExitCode, error.Split('\n', StringSplitOptions.RemoveEmptyEntries), await output);
    }

    /// <summary>Posts a body as Meta does: these bytes, signed with HMAC-SHA256 and the app secret.</summary>
    private const int Large = 1024 * 1024;

    public Task<HttpResponseMessage> PostAsync(string body, string secret = AppSecret) => PostAsync(Encoding.UTF8.GetBytes(body), secret);

    public Task<HttpResponseMessage> PostAsync(byte[] body, string secret = AppSecret)
    {
        var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        var request = new HttpRequestMessage(HttpMethod.Post, "/facebook/webhook") { Content = content };
        request.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}");

        // One that is too large is refused before it is sent; else the refusal may come amid the sending, as a broken connection.
        request.Headers.ExpectContinue = body.Length > Large;
        return Http.SendAsync(request);
    }

    /// <summary>
    /// Delivers an event as Meta does: again, while it is told to. On a busy machine storing one may take longer than the product waits for
    /// it (4.5 s); what was stored all the same is recognised.
    /// </summary>
    public async Task DeliverAsync(string body)
    {
        for (int tries = 1; ; tries++)
        {
            using var response = await PostAsync(body);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || tries == 5)
            {
                await response.ShouldBeSuccessAsync();
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    public string PageFolder(string page = Page) => Path.Combine(DataDir, "users", Tenant, "facebook", page);

    public string ConversationPath(string sender, string page = Page) => Path.Combine(PageFolder(page), "conversations", $"{sender}.json");

    /// <summary>The file's text, as soon as there is one.</summary>
    public static async Task<string> FileAsync(string path)
    {
        for (int tries = 0; !File.Exists(path); tries++)
        {
            tries.Should().BeLessThan(1000, $"{path} is awaited");
            await Task.Delay(20);
        }

        return await File.ReadAllTextAsync(path);
    }

    /// <summary>Everything that the product has written: each file's path and, byte by byte, its content.</summary>
    public async Task<IReadOnlyList<(string Path, string Content)>> WrittenAsync()
    {
        var written = new List<(string, string)>();
        foreach (string path in Directory.GetFiles(DataDir, "*", SearchOption.AllDirectories))
        {
            if (await ReadSharedAsync(path) is { } content)
            {
                written.Add((path, content));
            }
        }

        return written;
    }

    /// <summary>Null: it has got another name, as a finished file does, or is gone. One that is being written is awaited.</summary>
    private static async Task<string?> ReadSharedAsync(string path)
    {
        for (int tries = 0; ; tries++)
        {
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var reader = new StreamReader(file, Encoding.Latin1);
                return await reader.ReadToEndAsync();
            }
            catch (IOException) when (!File.Exists(path))
            {
                return null;
            }
            catch (IOException) when (tries < 500)
            {
                await Task.Delay(20);
            }
        }
    }

    /// <summary>As <c>kill -9</c> does it: no chance to clean up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, waits until it has, and gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>It is there and does nothing, as on a machine that is suspended.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    public Task ThawAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static async Task<Product> StartAsync(Outside outside, string address, string dataDir, (string Name, string? Value)[] settings)
    {
        var product = new Product(outside, address, dataDir, settings);
        product.Read(product._process.StandardOutput);
        product.Read(product._process.StandardError);
        try
        {
            await product.WaitUntilReadyAsync();
            return product;
        }
        catch
        {
            await product.DisposeAsync();
            throw;
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static Process Run(string address, string dataDir, Outside? outside, (string Name, string? Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "GptMessenger.Api.dll")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = dataDir,
        };
        (string, string?)[] variables =
        [
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("ASPNETCORE_URLS", address), ("PUBLIC_URL", address), ("DATA_DIR", dataDir), ("REPLY_QUIET_MS", "50"), ("REHEARSAL_MS", "0"),
            ("FACEBOOK_APP_SECRET", AppSecret), ("FACEBOOK_VERIFY_TOKEN", VerifyToken), ("FACEBOOK_APP_ID", AppId), ("SECRETS_KEY", SecretsKey),
            ("ADMIN_API_KEY", AdminKey), ($"FACEBOOK_ACCESS_TOKEN_{Page}", PageToken), ($"PAGE_UUID_{Page}", Tenant), ("AGENT_API_KEY", ModelKey),
            ("GENAI_ENDPOINT", outside?.GenAiEndpoint ?? "http://127.0.0.1:9/v1/chat/completions"), ("GRAPH_ENDPOINT", outside?.GraphEndpoint ?? "http://127.0.0.1:9"),
            .. settings,
        ];
        foreach (var (name, value) in variables)
        {
            start.Environment.Remove(name);
            if (value is not null)
            {
                start.Environment[name] = value;
            }
        }

        return Process.Start(start)!;
    }

    private async Task WaitUntilReadyAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The product ended with {_process.ExitCode} before it was ready:\n{Output}");
            }

            try
            {
                using var ready = await Http.GetAsync("/health/ready", timeout.Token);
                if (ready.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(50, timeout.Token);
        }
    }

    private async void Read(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }
}

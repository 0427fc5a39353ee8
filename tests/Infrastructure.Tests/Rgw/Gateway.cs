using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using GptMessenger.Infrastructure.Spaces;

namespace GptMessenger.Infrastructure.Tests.Rgw;

/// <summary>A real RADOS Gateway, the engine that Spaces runs on, on this machine's loopback for as long as a test needs it.</summary>
public sealed class Gateway
{
    private const int PortsUsed = 40;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"rgw-{Guid.NewGuid():N}");
    private readonly int _port = FreePorts();

    /// <summary>Null: everything it takes is installed, or CI insists on it.</summary>
    public static string? MissingReason { get; } = FindMissing() is { Length: > 0 } missing && Environment.GetEnvironmentVariable("CI") != "true"
        ? $"The real gateway needs these programs: {missing}. bash tests/run.sh installs them."
        : null;

    public SpacesOptions Options => new()
    {
        Bucket = "test",
        Region = "us-east-1",
        Endpoint = new Uri($"http://127.0.0.1:{_port}"),
        Key = "TESTACCESSKEY0000000",
        Secret = "testsecretkey000000000000000000000000000",
    };

    /// <summary>Starts what is not running; data of an earlier start is kept.</summary>
    public async Task StartAsync()
    {
        if (FindMissing() is { Length: > 0 } missing)
        {
            throw new InvalidOperationException($"CI=true asks for the tests against a real gateway, and these programs are missing: {missing}. Install the packages ceph-mon, ceph-osd and radosgw.");
        }

        await RunAsync("up.sh", _folder, _port.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>As the kernel kills it: nothing is said, nothing is flushed.</summary>
    public void Kill() => Signal("KILL");

    /// <summary>It is there and does not answer.</summary>
    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    public Task StopAsync() => RunAsync("down.sh", _folder);

    private void Signal(string name)
    {
        string pid = File.ReadAllText(Path.Combine(_folder, "rgw.pid")).Trim();
        using var kill = Process.Start("kill", ["-s", name, pid]);
        kill.WaitForExit();
    }

    private static async Task RunAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(AppContext.BaseDirectory, "rgw", script), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{script} ended with {process.ExitCode}: {await output}{await error}");
        }
    }

    private static string FindMissing()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string[] programs = ["ceph-mon", "ceph-osd", "radosgw", "radosgw-admin", "monmaptool", "curl", "openssl"];
        return string.Join(", ", programs.Where(program => !Array.Exists(folders, folder => File.Exists(Path.Combine(folder, program)))));
    }

    // A run of ports below those that the system hands out by itself.
    private static int FreePorts()
    {
        for (int tries = 0; tries < 100; tries++)
        {
            int first = Random.Shared.Next(15_000, 32_000);
            if (Enumerable.Range(first, PortsUsed).All(IsFree))
            {
                return first;
            }
        }

        throw new InvalidOperationException("No free run of ports was found.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

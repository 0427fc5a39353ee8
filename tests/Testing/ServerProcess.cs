using System.Diagnostics;
using System.Globalization;

namespace GptMessenger.Testing;

/// <summary>A real server on this machine's loopback for as long as the tests run, with its data in a folder of its own.</summary>
/// <param name="script">Of <c>tests/servers</c>: runs the server until its standard input ends.</param>
/// <param name="connect">Throws until the server at this port works.</param>
public sealed class ServerProcess(string script, Func<int, Task> connect)
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gpt-messenger-server-").FullName;
    private Process? _process;

    public int Port { get; } = Ports.Free();

    /// <summary>Null: the program is there, or CI insists on it.</summary>
    public static string? MissingReason(string package, bool isThere) => isThere || Environment.GetEnvironmentVariable("CI") == "true"
        ? null
        : $"The Debian package {package} is missing. bash tests/run.sh installs it.";

    public async Task StartAsync()
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "servers", script), _folder, Port.ToString(CultureInfo.InvariantCulture)];
        _process = Process.Start(new ProcessStartInfo("bash", arguments) { UseShellExecute = false, RedirectStandardInput = true })!;
        for (int tries = 0; ; tries++)
        {
            try
            {
                await connect(Port);
                return;
            }
            catch (Exception) when (tries < 300 && !_process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Ends it and starts it again on its data.</summary>
    public async Task RestartAsync()
    {
        await EndAsync();
        await StartAsync();
    }

    public async Task StopAsync()
    {
        await EndAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task EndAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            _process.Dispose();
            _process = null;
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SahelMap.Server.Tests.Support;

namespace SahelMap.Server.Tests.StartUp;

/// <summary>The built server's command line in a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>Where it serves, once it has said so.</summary>
    public Uri Address => new(Said.Split('\n').Last(l => l.Contains("SahelMap is at ", StringComparison.Ordinal)).Split("SahelMap is at ")[1].Trim());

    /// <summary>Standard output and error, as far as they have come.</summary>
    public string Said { get { lock (_said) return _said.ToString(); } }

    public static ServerProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "SahelMap.Server"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true
        };
        start.Environment.Remove("ConnectionStrings__SahelMap");
        start.Environment.Remove("ASPNETCORE_URLS");
        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>A server on that folder and a free port, once it says where it is.</summary>
    public static async Task<ServerProcess> RunAsync(string dataFolder, CancellationToken ending)
    {
        var server = Start("run", "--data", dataFolder, "--port", FreePort().ToString(CultureInfo.InvariantCulture));
        await server.SaysAsync("SahelMap is at http://127.0.0.1:", ending);
        return server;
    }

    /// <returns>Exit code, and all that it said.</returns>
    public static async Task<(int ExitCode, string Said)> ToEndAsync(CancellationToken ending, params string[] arguments)
    {
        await using var server = Start(arguments);
        return (await server.EndAsync(ending), server.Said);
    }

    public Task SaysAsync(string text, CancellationToken ending) => Until.TrueAsync(
        () => Said.Contains(text, StringComparison.Ordinal) || (_process.HasExited ? throw new InvalidOperationException($"It ended with {_process.ExitCode}: {Said}") : false),
        $"the server says '{text}'", cancellationToken: ending);

    /// <summary>Sends a signal as kill does, e.g. INT, which is Ctrl-C.</summary>
    public void Signal(string signal) => Signal(Id, signal);

    public static void Signal(int pid, string signal)
    {
        // The shell's own: a small Debian has no program of that name.
        using var kill = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {pid}")]);
        kill.WaitForExit();
    }

    /// <returns>The exit code, once it has ended and all is heard.</returns>
    public async Task<int> EndAsync(CancellationToken ending)
    {
        await _process.WaitForExitAsync(ending).WaitAsync(TimeSpan.FromMinutes(1), ending);
        return _process.ExitCode;
    }

    public static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signal("INT");
            try
            {
                await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            }
            catch (TimeoutException)
            {
                _process.Kill();
            }
        }
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is not null) lock (_said) _said.AppendLine(line);
    }
}

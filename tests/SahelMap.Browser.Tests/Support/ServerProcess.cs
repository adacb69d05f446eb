using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace SahelMap.Browser.Tests.Support;

/// <summary>The published server as a person starts it: a process of its own, its embedded PostGIS in a folder of its own.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly StringBuilder output = new();
    private Process? process;
    private readonly Dictionary<string, string> settings = [];

    private ServerProcess(string dataFolder, int port)
    {
        DataFolder = dataFolder;
        Port = port;
        Address = new Uri($"http://127.0.0.1:{port}/");
    }

    public string DataFolder { get; }
    public int Port { get; }
    public Uri Address { get; }

    /// <summary>The folder that ./sahelmap published the server into.</summary>
    public static string Published { get; } = Environment.GetEnvironmentVariable("SAHELMAP_SERVER") is { Length: > 0 } named
        ? named
        : Path.Combine(RepositoryRoot(), "artifacts", "server");

    public static async Task<ServerProcess> StartAsync(CancellationToken ct, Dictionary<string, string>? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("sahelmap-").FullName;
        var server = new ServerProcess(folder, FreePort());
        foreach (var (name, value) in settings ?? []) server.Set(name, value);
        try
        {
            await server.StartAgainAsync(ct);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    /// <summary>A setting that holds from the next start on, as an environment variable; null takes it away.</summary>
    public void Set(string name, string? value)
    {
        settings.Remove(name);
        if (value is not null) settings[name] = value;
    }

    /// <summary>Starts it (again) on the same folder and port, and waits until it says that it is ready.</summary>
    /// <param name="more">Options of run besides.</param>
    public async Task StartAgainAsync(CancellationToken ct, params string[] more)
    {
        output.Clear();
        process = Start(["run", "--port", $"{Port}", "--data", DataFolder, .. more], Keep, Keep, settings);
        using var http = new HttpClient { BaseAddress = Address };
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (process.HasExited) throw new InvalidOperationException($"The server stopped with code {process.ExitCode}:\n{Said}");
            try
            {
                using var answer = await http.GetAsync("health/ready", ct);
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }

            await Task.WhenAny(process.WaitForExitAsync(ct), Task.Delay(100, ct));
        }
    }

    /// <summary>Asks it to end, as a service manager does, and waits: a shell in the background makes what it starts deaf to Ctrl-C.</summary>
    public async Task StopAsync()
    {
        if (process is null or { HasExited: true }) return;
        _ = Kill(process.Id, 15);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"The server did not stop within a minute of SIGTERM:\n{Said}");
        }
    }

    /// <summary>Runs another command on the same data, e.g. psql, import; gives what it printed.</summary>
    public async Task<string> RunAsync(IReadOnlyList<string> args, CancellationToken ct)
    {
        StringBuilder printed = new(), complained = new();
        string[] all = [args[0], "--data", DataFolder, .. args.Skip(1)];
        using var command = Start(all, line => { lock (printed) printed.AppendLine(line); }, line => { lock (complained) complained.AppendLine(line); });
        await command.WaitForExitAsync(ct);
        return command.ExitCode == 0
            ? printed.ToString()
            : throw new InvalidOperationException($"{string.Join(' ', all)} ended with code {command.ExitCode}:\n{printed}{complained}");
    }

    /// <summary>One statement through the real psql; gives its rows, unaligned.</summary>
    public async Task<string> PsqlAsync(string sql, CancellationToken ct) =>
        (await RunAsync(["psql", "--", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql], ct)).Trim();

    private string Said
    {
        get { lock (output) return output.ToString(); }
    }

    private void Keep(string line)
    {
        lock (output) output.AppendLine(line);
    }

    private static Process Start(IReadOnlyList<string> args, Action<string> heard, Action<string> heardOfErrors, IReadOnlyDictionary<string, string>? settings = null)
    {
        var dll = Path.Combine(Published, "SahelMap.Server.dll");
        if (!File.Exists(dll)) throw new FileNotFoundException($"No published server at {dll}. Run ./sahelmap test, which publishes it.");
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        info.ArgumentList.Add(dll);
        foreach (var arg in args) info.ArgumentList.Add(arg);
        info.Environment.Remove("ConnectionStrings__SahelMap");
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) info.Environment[name] = value;
        var started = new Process { StartInfo = info };
        started.OutputDataReceived += (_, e) => { if (e.Data is { } line) heard(line); };
        started.ErrorDataReceived += (_, e) => { if (e.Data is { } line) heardOfErrors(line); };
        started.Start();
        started.StandardInput.Close();
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static string RepositoryRoot([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "SahelMap.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"No SahelMap.sln above {here}.");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        finally
        {
            process?.Dispose();
            if (Directory.Exists(DataFolder)) Directory.Delete(DataFolder, recursive: true);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}

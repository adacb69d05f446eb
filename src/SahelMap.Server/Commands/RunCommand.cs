using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SahelMap.Server.Database;
using SahelMap.Server.Health;
using SahelMap.Server.Incidents;

namespace SahelMap.Server.Commands;

/// <summary>The server itself.</summary>
public static class RunCommand
{
    public static Command Create()
    {
        var port = PortOption();
        var urls = new Option<string?>("--urls")
        {
            Description = "Addresses to serve in place of 127.0.0.1 and --port, e.g. http://0.0.0.0:8080. Also ASPNETCORE_URLS.",
            HelpName = "LIST"
        };
        var data = CommandLine.DataOption();
        var hold = BrowserIncidentsOption();
        var command = new Command("run", "Starts the private database and serves the map. Ctrl-C stops both.\nExample: sahelmap run --port 5080 --data ~/sahelmap") { port, data, urls, hold };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(port), parsed.GetValue(urls) ?? Environment.GetEnvironmentVariable("ASPNETCORE_URLS"), parsed.GetValue(data), parsed.GetValue(hold), cancellationToken));
        return command;
    }

    public static Option<int> PortOption()
    {
        var port = new Option<int>("--port")
        {
            Description = "Port on 127.0.0.1.",
            HelpName = "N",
            DefaultValueFactory = _ => SahelMapOptions.DefaultPort
        };
        port.CustomParser = result =>
        {
            var given = result.Tokens[0].Value;
            if (!ushort.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                result.AddError($"--port takes a number from 1 to 65535, not '{given}'.");
            return number;
        };
        return port;
    }

    private static Option<int?> BrowserIncidentsOption() => new("--browser-incidents")
    {
        Description = $"How many incidents a page holds at most, {new MapOptions().BrowserIncidents} where nothing is said; above, it shows tiles that the server has aggregated. Also Map__BrowserIncidents.",
        HelpName = "N",
        Validators =
        {
            result =>
            {
                if (result.GetValueOrDefault<int?>() < 1) result.AddError("--browser-incidents takes a number, 1 or more.");
            }
        }
    };

    private static async Task<int> RunAsync(int port, string? urls, string? dataFolder, int? browserIncidents, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(urls)) CheckPort(port);
        await using var postgres = CommandDatabase.External is null ? await CommandDatabase.StartEmbeddedAsync(dataFolder, cancellationToken) : null;
        var options = new SahelMapOptions
        {
            ConnectionString = CommandDatabase.External ?? postgres!.ConnectionString,
            DataFolder = postgres?.DataFolder,
            Port = port,
            Urls = string.IsNullOrWhiteSpace(urls) ? null : urls
        };
        await using var app = SahelMapApp.Build(options, configure: builder =>
        {
            if (postgres is not null) builder.Services.AddSingleton(postgres);
            if (browserIncidents is { } most) builder.Services.PostConfigure<MapOptions>(o => o.BrowserIncidents = most);
        });
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw Taken(port, e);
        }
        _ = AnnounceAsync(app, cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return CommandLine.Done;
    }

    private static async Task AnnounceAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        try
        {
            await ServerHealth.WhenReadyAsync(app.Services, cancellationToken);
            foreach (var address in addresses) await Console.Out.WriteLineAsync($"SahelMap is at {address}");
        }
        catch (OperationCanceledException)
        {
            // Stopped before it was ready.
        }
    }

    /// <summary>Before anything is started: a port that is taken is said at once.</summary>
    private static void CheckPort(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw Taken(port, e);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new SetUpException($"Port {port} may only be opened by root. Choose one above 1023: sahelmap run --port {SahelMapOptions.DefaultPort}", e);
        }
    }

    private static SetUpException Taken(int port, Exception e) => new(
        $"Port {port} on 127.0.0.1 is taken by {ProcessInfo.ListenerOn(port) ?? "another program (which one is not visible to this user)"}. "
        + $"End it, or choose another port: sahelmap run --port {(port < 65000 ? port + 1 : SahelMapOptions.DefaultPort)}", e);
}

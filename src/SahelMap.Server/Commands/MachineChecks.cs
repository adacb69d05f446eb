using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SahelMap.Server.Database;

namespace SahelMap.Server.Commands;

/// <summary>What doctor looks at outside the database.</summary>
internal static class MachineChecks
{
    private const long LittleSpace = 2L << 30;

    public static async Task<Finding> PortAsync(int port, CancellationToken cancellationToken)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return Finding.Good("port", $"{port} is free");
        }
        catch (SocketException)
        {
            var holder = ProcessInfo.ListenerOn(port) ?? "a program that is not visible to this user";
            return await ServerStateAsync(port, cancellationToken) is { } state
                ? Finding.Good("port", $"{port} is served by SahelMap ({holder}), which says: {state}")
                : Finding.Bad("port", $"{port} is taken by {holder}", "end it, or sahelmap run --port N");
        }
    }

    public static Finding Geodata(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any()
        ? Finding.Good("geodata files", folder)
        : Finding.Bad("geodata files", $"{folder} is empty or not there", "publish again: ./sahelmap does, after artifacts/ was removed");

    public static async Task<Finding> PostgresAsync(CancellationToken cancellationToken)
    {
        try
        {
            var chosen = PostgresInstallation.Choose(await PostgresInstallation.FindAllAsync(cancellationToken));
            return Finding.Good("PostgreSQL", $"{chosen.Major} with PostGIS, in {chosen.Bin}");
        }
        catch (SetUpException e)
        {
            return Finding.Bad("PostgreSQL", e.Message, "./sahelmap run installs it");
        }
    }

    public static Finding Disk(string folder)
    {
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent) folder = parent;
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var found = string.Create(CultureInfo.InvariantCulture, $"{free / (double)(1L << 30):0.0} GiB free where {folder} lies");
        return free >= LittleSpace ? Finding.Good("disk", found) : Finding.Bad("disk", found, "free at least 2 GiB, or --data DIR on another disk");
    }

    /// <returns>"ready" or "unavailable", or null where something else listens.</returns>
    private static async Task<string?> ServerStateAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            using var response = await client.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/health/ready")), cancellationToken);
            using var body = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return body.RootElement.TryGetProperty("parts", out _) ? body.RootElement.GetProperty("status").GetString() : null;
        }
        catch (Exception e) when (e is HttpRequestException or System.Text.Json.JsonException or TaskCanceledException or InvalidOperationException)
        {
            return null;
        }
    }
}

namespace SahelMap.Server.Database;

/// <summary>Where this server keeps and finds things; made once by the command line, or by a test.</summary>
public sealed record SahelMapOptions
{
    public const int DefaultPort = 5080;

    /// <summary>The database in use, as Npgsql writes it.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Port on the loopback address; 0 takes a free one. <see cref="Urls"/> win over it.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Addresses to serve in place of 127.0.0.1:<see cref="Port"/>, separated by semicolons.</summary>
    public string? Urls { get; init; }

    /// <summary>The folder that holds the private cluster; null where the database is somebody else's.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The shipped records and the basemap.</summary>
    public string GeodataFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "geodata");
}

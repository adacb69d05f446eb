using System.ComponentModel.DataAnnotations;

namespace SahelMap.Server.Incidents;

/// <summary>Section "Map" of the configuration.</summary>
public sealed class MapOptions
{
    public const string Section = "Map";

    /// <summary>Up to so many incidents a page holds all of them; above, it draws aggregated tiles and asks the server for its numbers.</summary>
    [Range(1, int.MaxValue - 1)]
    public int BrowserIncidents { get; set; } = 2_000_000;
}

using System.Globalization;
using System.Text.Json;
using SahelMap.Server.Database;

namespace SahelMap.Server.Components;

/// <param name="Remote">Null: our own alone.</param>
public sealed record BasemapChoice(RemoteBasemap? Remote);

/// <summary>
/// A basemap of somebody else's that an operator lays under the zones: raster tiles, or one PMTiles file. Without it the page asks
/// nobody but this server. Settings: Basemap:Raster or Basemap:PMTiles, Basemap:Attribution, Basemap:MaxZoom.
/// </summary>
/// <param name="Attribution">Plain words, shown beside the other sources.</param>
/// <param name="MaxZoom">The deepest zoom that has tiles of its own.</param>
public sealed record RemoteBasemap(string? Raster, string? PmTiles, string Attribution, int MaxZoom)
{
    private const int DeepestZoom = 22, UsualZoom = 18;

    /// <returns>Null where none is configured.</returns>
    /// <exception cref="SetUpException">A setting cannot be so; the message names it, what was found and what is accepted.</exception>
    public static RemoteBasemap? From(IConfiguration configuration)
    {
        var (raster, pmTiles) = (configuration["Basemap:Raster"], configuration["Basemap:PMTiles"]);
        if (string.IsNullOrWhiteSpace(raster) && string.IsNullOrWhiteSpace(pmTiles)) return null;
        if (!string.IsNullOrWhiteSpace(raster) && !string.IsNullOrWhiteSpace(pmTiles))
            throw new SetUpException("Both Basemap:Raster and Basemap:PMTiles are set. There is room for one basemap: set one of them.");
        if (raster is not null) Check("Basemap:Raster", raster, "{z}", "{x}", "{y}");
        if (pmTiles is not null) Check("Basemap:PMTiles", pmTiles);
        var attribution = configuration["Basemap:Attribution"];
        if (string.IsNullOrWhiteSpace(attribution))
            throw new SetUpException("Basemap:Attribution is not set. Say whose map it is, e.g. \"© OpenStreetMap contributors\": their licences ask for it.");
        var depth = configuration["Basemap:MaxZoom"];
        if (!int.TryParse(depth ?? UsualZoom.ToString(CultureInfo.InvariantCulture), NumberStyles.None, CultureInfo.InvariantCulture, out var zoom) || zoom > DeepestZoom)
            throw new SetUpException($"Basemap:MaxZoom is '{depth}'; accepted is a whole number from 0 to {DeepestZoom}.");
        return new RemoteBasemap(raster, pmTiles, attribution, zoom);
    }

    /// <summary>What a content security policy names: scheme, host and port, and nothing beyond.</summary>
    public string Origin => new Uri(Raster ?? PmTiles!).GetLeftPart(UriPartial.Authority);

    /// <summary>For the map script. Safe inside an HTML script element: the serializer escapes &lt;, &gt; and &amp;.</summary>
    public string Json => JsonSerializer.Serialize(new { raster = Raster, pmtiles = PmTiles, attribution = Attribution, maxZoom = MaxZoom });

    private static void Check(string setting, string value, params string[] parts)
    {
        var whole = Uri.TryCreate(value, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);
        // A host that is chosen by a placeholder has no one origin that the policy could name.
        var host = whole && !uri!.GetLeftPart(UriPartial.Authority).Contains('{', StringComparison.Ordinal) && !uri.GetLeftPart(UriPartial.Authority).Contains("%7B", StringComparison.Ordinal);
        if (!whole || !host || parts.Any(part => !value.Contains(part, StringComparison.Ordinal)))
            throw new SetUpException($"{setting} is '{value}'; accepted is a whole address such as https://tiles.example.org/{(parts.Length > 0 ? string.Join('/', parts) + ".png" : "sahel.pmtiles")}, with one host.");
    }
}

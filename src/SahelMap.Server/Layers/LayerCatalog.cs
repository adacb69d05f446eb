using SahelMap.Server.Filtering;

namespace SahelMap.Server.Layers;

/// <summary>The tile layers. A new one is a .mvt.sql in this folder and a line here.</summary>
public static class LayerCatalog
{
    public static IReadOnlyList<TileLayer> All { get; } =
    [
        new("basemap", null, ["countries", "regions", "rivers", "lakes", "towns"],
            "Countries, regions, rivers, lakes, towns. Natural Earth (public domain); GeoNames, CC BY 4.0; GSHHG (Wessel & Smith 1996), LGPL-3+."),
        new("deployments", Filtering.Layer.Deployments, ["deployments"], "Compiled facts, each with its own source; approximate areas."),
        new("incidents", Filtering.Layer.Incidents, ["incidents"], "Compiled facts and UCDP GED (CC BY 4.0), each with its own source."),
    ];

    public static TileLayer? Find(string name) => All.FirstOrDefault(l => l.Name == name);
}

/// <param name="Filtered">The layer that the one filter applies to; null: the tile does not depend on the records.</param>
/// <param name="Inside">The vector layers in a tile of it.</param>
public sealed record TileLayer(string Name, Layer? Filtered, IReadOnlyList<string> Inside, string Attribution)
{
    public string Sql => SahelMap.Server.Database.Sql.Read($"Layers/{Name}.mvt.sql");
}

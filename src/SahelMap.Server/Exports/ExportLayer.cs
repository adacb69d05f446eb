using SahelMap.Server.Filtering;

namespace SahelMap.Server.Exports;

/// <summary>A layer that can be exported: its queries are Exports/{Name}.sources.sql, .actors.sql, .sorted.sql and .features.sql.</summary>
/// <param name="Approximate">What a reader of the file must know of its precision.</param>
public sealed record ExportLayer(string Name, Layer Layer, string Approximate)
{
    public static IReadOnlyList<ExportLayer> Known { get; } =
    [
        new("deployments", Layer.Deployments,
            "Areas are made by the rule stated with each (named regions, a distance from a border, a point and a radius) where \"approximate\" is true; "
            + "none of these is a surveyed boundary. Days are known to the precision in fromPrecision and untilPrecision. until is the first day outside."),
        new("incidents", Layer.Incidents,
            "Places are known to the precision in geoPrecision, days to that in datePrecision. until is the first day outside. "
            + "A sum of deaths leaves out features with countedElsewhere, whose dead are in other features too."),
    ];

    public static ExportLayer? Find(string name) => Known.FirstOrDefault(l => l.Name == name);
}

using System.Runtime.CompilerServices;
using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;

namespace SahelMap.Server.Analyses.Overlaps;

/// <summary>Grounds with fewer points, for display: each stays valid and keeps its parts and holes. The last tolerance asked for is kept with the ground. Thread-safe.</summary>
public static class Simplification
{
    private static readonly ConditionalWeakTable<Geometry, Simplified> Known = [];

    public static Geometry Of(Geometry ground, double toleranceDegrees)
    {
        if (toleranceDegrees <= 0) return ground;
        if (Known.TryGetValue(ground, out var known) && known.Tolerance == toleranceDegrees) return known.Ground;
        var simplified = new Simplified(toleranceDegrees, TopologyPreservingSimplifier.Simplify(ground, toleranceDegrees));
        Known.AddOrUpdate(ground, simplified);
        return simplified.Ground;
    }

    private sealed record Simplified(double Tolerance, Geometry Ground);
}

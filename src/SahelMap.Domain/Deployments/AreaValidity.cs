using System.Globalization;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Valid;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Domain.Deployments;

/// <summary>The door for areas that come from outside: overlay on an invalid polygon throws or stays silent by call path, so none gets past here.</summary>
public static class AreaValidity
{
    private const string Area = "a Polygon or MultiPolygon";

    /// <summary>The first defect of an area, with the place where it lies, or null.</summary>
    /// <param name="geometry">WGS 84 lon/lat.</param>
    public static AreaRejected? Check(Geometry? geometry)
    {
        if (geometry is null)
            return new AreaRejected("geometry", "nothing", Area);
        if (geometry is not (Polygon or MultiPolygon))
            return new AreaRejected("geometry", $"a {geometry.GeometryType}", Area);
        if (geometry.IsEmpty)
            return new AreaRejected("geometry", "an empty area", "an area that covers ground");

        var range = new RangeFilter();
        geometry.Apply(range);
        if (range.Outside is var (lon, lat))
            return OutOfRange(lon, lat);

        return new IsValidOp(geometry).ValidationError is { } error
            ? new AreaRejected(At(error.Coordinate), InWords(error.ErrorType), Expected(error.ErrorType))
            : null;
    }

    /// <summary>The first defect of a ring as it came, before a polygon can be made of it: too few positions, not closed, out of range.</summary>
    public static AreaRejected? CheckRing(IReadOnlyList<Coordinate> ring)
    {
        foreach (var c in ring)
            if (!InRange(c.X, c.Y))
                return OutOfRange(c.X, c.Y);
        if (ring.Count < 4)
            return new AreaRejected(
                ring.Count == 0 ? "geometry" : At(ring[0]), $"a ring of {ring.Count} positions", "at least four positions, the last equal to the first");
        return ring[0].Equals2D(ring[^1])
            ? null
            : new AreaRejected(At(ring[^1]), "a ring that is not closed", $"a last position equal to the first, {Text(ring[0].X)} {Text(ring[0].Y)}");
    }

    /// <summary>
    /// An area whose outlines are wrong, made valid, with what was done in words, for whoever looks at the record; null where nothing
    /// can be made of it, or where its defect is another one. All that an outline encloses is kept (NetTopologySuite's GeometryFixer).
    /// </summary>
    /// <param name="geometry">WGS 84 lon/lat; as <see cref="Check"/> found it defective.</param>
    public static (MultiPolygon Area, string Note)? Repair(Geometry geometry)
    {
        var range = new RangeFilter();
        geometry.Apply(range);
        if (geometry is not (Polygon or MultiPolygon) || geometry.IsEmpty || range.Outside is not null || new IsValidOp(geometry).ValidationError is not { } error)
            return null;
        var area = Normalise(GeometryFixer.Fix(geometry));
        if (Check(area) is not null)
            return null;
        var place = error.Coordinate is { } c ? $" at {Text(c.X)} {Text(c.Y)}" : "";
        var parts = area.NumGeometries == 1 ? "one part" : string.Create(CultureInfo.InvariantCulture, $"{area.NumGeometries} parts");
        return (area, string.Create(CultureInfo.InvariantCulture,
            $"Repaired at import: the file had {InWords(error.ErrorType)}{place}. What the outlines enclose was kept: {parts}, {EqualArea.Measure(area).Value:0.###} km²."));
    }

    /// <summary>A valid area as the project stores it: MultiPolygon, SRID 4326, two ordinates, outer rings against the clock and holes with it (RFC 7946, 3.1.6).</summary>
    /// <param name="geometry">Valid; of a collection the polygons are taken.</param>
    public static MultiPolygon Normalise(Geometry geometry) =>
        Wgs84.Factory.CreateMultiPolygon(
            [.. PolygonExtracter.GetPolygons(geometry).Cast<Polygon>().Where(p => !p.IsEmpty).Select(p => Wgs84.Factory.CreatePolygon(
                Ring(p.Shell, counterClockwise: true), Array.ConvertAll(p.Holes, h => Ring(h, counterClockwise: false))))]);

    private static LinearRing Ring(LinearRing ring, bool counterClockwise)
    {
        var from = ring.CoordinateSequence;
        var turn = Orientation.IsCCW(from) != counterClockwise;
        var to = new Coordinate[from.Count];
        for (var i = 0; i < to.Length; i++)
            to[turn ? to.Length - 1 - i : i] = new Coordinate(from.GetX(i), from.GetY(i));
        return Wgs84.Factory.CreateLinearRing(to);
    }

    private static bool InRange(double lon, double lat) => Math.Abs(lon) <= 180 && Math.Abs(lat) <= 90; // false for NaN too

    private static AreaRejected OutOfRange(double lon, double lat) =>
        new($"geometry at {Text(lon)} {Text(lat)}", "a position out of range", "longitude from -180 to 180, then latitude from -90 to 90");

    private static string At(Coordinate? c) => c is null ? "geometry" : $"geometry at {Text(c.X)} {Text(c.Y)}";

    private static string Text(double degrees) => degrees.ToString("0.#######", CultureInfo.InvariantCulture);

    private static string InWords(TopologyValidationErrors error) => error switch
    {
        TopologyValidationErrors.SelfIntersection => "outlines that cross or run along each other",
        TopologyValidationErrors.RingSelfIntersection => "an outline that touches itself",
        TopologyValidationErrors.HoleOutsideShell => "a hole outside its outline",
        TopologyValidationErrors.NestedHoles => "a hole inside a hole",
        TopologyValidationErrors.NestedShells => "a part inside another part",
        TopologyValidationErrors.DisconnectedInteriors => "holes that cut the area in two",
        TopologyValidationErrors.DuplicateRings => "the same ring twice",
        TopologyValidationErrors.TooFewPoints => "a ring with too few different positions",
        TopologyValidationErrors.RingNotClosed => "a ring that is not closed",
        _ => "a position that is no number",
    };

    private static string Expected(TopologyValidationErrors error) => error switch
    {
        TopologyValidationErrors.HoleOutsideShell => "holes inside the outline",
        TopologyValidationErrors.NestedHoles or TopologyValidationErrors.NestedShells or TopologyValidationErrors.DuplicateRings => "parts and holes that lie apart",
        TopologyValidationErrors.DisconnectedInteriors => "one polygon for each part of a MultiPolygon",
        TopologyValidationErrors.TooFewPoints => "at least three different corners",
        TopologyValidationErrors.RingNotClosed => "a last position equal to the first",
        _ => "an outline that meets itself only where it closes",
    };

    private sealed class RangeFilter : IEntireCoordinateSequenceFilter
    {
        public (double Lon, double Lat)? Outside { get; private set; }

        public bool Done => Outside is not null;

        public bool GeometryChanged => false;

        public void Filter(CoordinateSequence positions)
        {
            for (var i = 0; i < positions.Count && Outside is null; i++)
                if (!InRange(positions.GetX(i), positions.GetY(i)))
                    Outside = (positions.GetX(i), positions.GetY(i));
        }
    }
}

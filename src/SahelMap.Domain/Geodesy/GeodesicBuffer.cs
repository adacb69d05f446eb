using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Operation.OverlayNG;

namespace SahelMap.Domain.Geodesy;

/// <summary>
/// The ground within so many kilometres of a point or a line, measured along the WGS 84 ellipsoid.
/// Results are polygonal, valid, lon/lat with SRID 4326. Area is good to 0.2 %, the outline to 0.1 % of the distance; single
/// inner corners of a strip reach 0.4 % too far.
/// </summary>
/// <remarks>
/// A line is cut into pieces of about <see cref="PieceKm"/>, each is buffered on a <see cref="LocalPlane"/> of its own
/// and the pieces are joined with OverlayNG. One plane for a whole border (2,200 km for Mali and Mauritania) would be
/// 0.5 % off at its ends. Thread-safe.
/// </remarks>
public static class GeodesicBuffer
{
    /// <summary>Corners of a full circle: its area comes out 0.07 % low, its outline at most 0.05 % of the radius inside.</summary>
    public const int Corners = 96;

    private const double PieceKm = 120;
    private const double KmPerDegree = 111.2;

    /// <summary>
    /// Coordinates of results lie on a grid of 1e-9° (a tenth of a millimetre): nine decimals, what ST_AsGeoJSON writes
    /// unasked, then carry a result without loss, and a text cannot make it invalid.
    /// </summary>
    internal static readonly PrecisionModel Grid = new(1e9);

    /// <summary>A circle about a point. Near ±180° longitudes run on past it rather than fold.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The radius is not above 0, or the circle would reach a pole.</exception>
    public static Polygon AroundPoint(double lon, double lat, double km)
    {
        ThrowIfNotDistance(km);
        if (ReachesPole(lat, km))
            throw new ArgumentOutOfRangeException(nameof(km), km, FormattableString.Invariant($"A circle of {km} km about latitude {lat} reaches a pole."));

        var ring = new Coordinate[Corners + 1];
        for (var i = 0; i < Corners; i++)
        {
            // Against the clock, as RFC 7946 asks of an outer ring.
            var (x, y) = Geodesic.Direct(lon, lat, -360.0 * i / Corners, km * 1000);
            ring[i] = new Coordinate(Grid.MakePrecise(x), Grid.MakePrecise(y));
        }
        ring[Corners] = ring[0].Copy();
        return Wgs84.Factory.CreatePolygon(ring);
    }

    /// <summary>A strip on both sides of a line, round at its ends.</summary>
    /// <param name="line">LineString, MultiLineString or a collection of them; WGS 84 lon/lat, edges straight in longitude/latitude.</param>
    /// <returns>Polygon or MultiPolygon; an empty polygon for an empty line.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The distance is not above 0.</exception>
    /// <exception cref="ArgumentException">The geometry holds something other than lines.</exception>
    public static Geometry AroundLine(Geometry line, double km)
    {
        ThrowIfNotDistance(km);
        // Over an edge of s km, straight here and curved there lie s²/8R·tan(lat) apart: this keeps it under 0.05 % of the distance.
        var step = Math.Clamp(Math.Sqrt(25 * km), 1, 50);
        var strips = new List<Geometry>();
        foreach (var part in Lines(line))
            foreach (var piece in Pieces(Cut(part, step)))
                strips.Add(Strip(piece, km, step));
        return strips.Count == 0
            ? Wgs84.Factory.CreatePolygon()
            : UnaryUnionNG.Union(strips, Wgs84.Factory, Grid);
    }

    internal static bool ReachesPole(double lat, double km) => Math.Abs(lat) + km / 110.5 >= 90;

    private static Geometry Strip(List<Coordinate> piece, double km, double step)
    {
        var centre = piece[piece.Count / 2];
        var plane = new LocalPlane(centre.X, centre.Y);
        var flat = Wgs84.Factory.CreateLineString(piece.ConvertAll(c => plane.Project(c.X, c.Y)).ToArray());
        // The library would simplify the line by 1 % of the distance.
        var strip = BufferOp.Buffer(flat, km * 1000, new BufferParameters(Corners / 4) { SimplifyFactor = 0 });

        var polygons = new List<Polygon>();
        for (var i = 0; i < strip.NumGeometries; i++)
        {
            var polygon = (Polygon)strip.GetGeometryN(i);
            polygons.Add(Wgs84.Factory.CreatePolygon(
                Unproject(plane, polygon.Shell, step), Array.ConvertAll(polygon.Holes, hole => Unproject(plane, hole, step))));
        }
        return Wgs84.Factory.BuildGeometry(polygons);
    }

    private static LinearRing Unproject(LocalPlane plane, LinearRing ring, double stepKm)
    {
        var flat = ring.CoordinateSequence;
        var corners = new List<Coordinate>(flat.Count);
        for (var i = 1; i < flat.Count; i++)
        {
            double x = flat.GetX(i - 1), y = flat.GetY(i - 1), dx = flat.GetX(i) - x, dy = flat.GetY(i) - y;
            var cuts = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(dx * dx + dy * dy) / (stepKm * 1000)));
            for (var k = 0; k < cuts; k++)
                corners.Add(plane.Unproject(x + dx * k / cuts, y + dy * k / cuts));
        }
        corners.Add(corners[0].Copy());
        return Wgs84.Factory.CreateLinearRing([.. corners]);
    }

    /// <summary>The line's corners with more between them, none further apart than the step.</summary>
    private static List<Coordinate> Cut(LineString line, double stepKm)
    {
        var corners = line.CoordinateSequence;
        var cut = new List<Coordinate> { corners.GetCoordinateCopy(0) };
        for (var i = 1; i < corners.Count; i++)
        {
            double x = corners.GetX(i - 1), y = corners.GetY(i - 1), dx = corners.GetX(i) - x, dy = corners.GetY(i) - y;
            var cuts = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(dx * dx + dy * dy) * KmPerDegree / stepKm));
            for (var k = 1; k <= cuts; k++)
                cut.Add(new Coordinate(x + dx * k / cuts, y + dy * k / cuts));
        }
        return cut;
    }

    /// <summary>Pieces of about <see cref="PieceKm"/>, each beginning where the one before ends.</summary>
    private static IEnumerable<List<Coordinate>> Pieces(List<Coordinate> line)
    {
        var piece = new List<Coordinate> { line[0] };
        double length = 0;
        for (var i = 1; i < line.Count; i++)
        {
            length += line[i].Distance(line[i - 1]) * KmPerDegree;
            piece.Add(line[i]);
            if (length < PieceKm || i == line.Count - 1)
                continue;
            yield return piece;
            piece = [line[i]];
            length = 0;
        }
        yield return piece;
    }

    private static IEnumerable<LineString> Lines(Geometry geometry)
    {
        if (geometry is LineString line)
        {
            if (!line.IsEmpty)
                yield return line;
        }
        else if (geometry is GeometryCollection)
        {
            for (var i = 0; i < geometry.NumGeometries; i++)
                foreach (var part in Lines(geometry.GetGeometryN(i)))
                    yield return part;
        }
        else
        {
            throw new ArgumentException($"A {geometry.GeometryType} is not a line.", nameof(geometry));
        }
    }

    private static void ThrowIfNotDistance(double km)
    {
        if (!(km > 0) || double.IsInfinity(km))
            throw new ArgumentOutOfRangeException(nameof(km), km, "A distance in km must be above 0.");
    }
}

using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Domain.Analysis.Study;

/// <summary>
/// A study area cut along the outlines of many shapes, so that every piece lies under the same shapes all over. Pieces under
/// the same set of shapes are one cover: whatever is asked about any choice of shapes is then a sum over covers, exact and
/// without counting ground twice where several meet.
/// </summary>
/// <remarks>
/// Outlines are noded by snap rounding on a grid of 1e-9° (a tenth of a millimetre; Hobby 1999), polygonised, and each face
/// is asked by a point inside it which shapes it lies under. A point is looked up in a raster whose cells know their cover
/// where no outline passes through them, and shape by shape elsewhere; boundaries count as inside. Thread-safe.
/// </remarks>
public sealed class GroundPartition
{
    /// <summary>In no cover: outside the study area.</summary>
    public const int Outside = -1;

    private readonly Locator _area;
    private readonly Locator[] _shapes;
    private readonly CoverRaster _raster;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private volatile int[][] _covers = [];

    private GroundPartition(Geometry area, IReadOnlyList<Geometry> shapes)
    {
        _area = new Locator(area);
        _shapes = [.. shapes.Select(s => new Locator(s))];
        var edges = Outlines.Node([area, .. shapes], area.EnvelopeInternal);
        List<double> km2 = [];
        foreach (var face in Outlines.Faces(edges))
        {
            var inside = face.InteriorPoint;
            var cover = Find(inside.X, inside.Y);
            if (cover == Outside) continue;
            while (km2.Count <= cover) km2.Add(0);
            km2[cover] += EqualArea.Measure(face).Value;
        }
        Km2 = km2;
        _raster = new CoverRaster(area.EnvelopeInternal, edges);
    }

    /// <param name="area">Valid Polygon or MultiPolygon, WGS 84 lon/lat.</param>
    /// <param name="shapes">As <paramref name="area"/>; they may reach beyond it.</param>
    public static GroundPartition Of(Geometry area, IReadOnlyList<Geometry> shapes) => new(area, shapes);

    /// <summary>By cover, the shapes that it lies under, by their number, ascending. Grows when a point on an outline is looked up that is under a set of its own.</summary>
    public IReadOnlyList<int[]> Covers => _covers;

    /// <summary>By cover, its ground. Covers beyond the end of this list are outlines and have none.</summary>
    public IReadOnlyList<double> Km2 { get; }

    public double TotalKm2 => Km2.Sum();

    /// <returns>The number of the cover at a place, or <see cref="Outside"/>.</returns>
    public int CoverAt(double lon, double lat) => _raster.CoverAt(lon, lat, this);

    internal int Find(double lon, double lat)
    {
        if (!_area.Covers(lon, lat)) return Outside;
        Span<char> over = stackalloc char[Math.Min(_shapes.Length, 4096)];
        var count = 0;
        for (var i = 0; i < _shapes.Length; i++)
            if (_shapes[i].Covers(lon, lat) && count < over.Length) over[count++] = (char)i;
        var key = new string(over[..count]);
        lock (_gate)
        {
            if (_numbers.TryGetValue(key, out var number)) return number;
            number = _covers.Length;
            _numbers.Add(key, number);
            _covers = [.. _covers, [.. key.Select(c => (int)c)]];
            return number;
        }
    }

    private sealed class Locator
    {
        private readonly Envelope _box;
        private readonly IndexedPointInAreaLocator _index;

        public Locator(Geometry area)
        {
            _box = area.EnvelopeInternal;
            _index = new IndexedPointInAreaLocator(area);
            _index.Locate(new Coordinate(_box.MinX, _box.MinY)); // builds its index now, before several threads ask
        }

        public bool Covers(double lon, double lat) =>
            _box.Covers(lon, lat) && _index.Locate(new Coordinate(lon, lat)) != Location.Exterior;
    }
}

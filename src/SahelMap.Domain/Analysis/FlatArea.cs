using NetTopologySuite.Geometries;

namespace SahelMap.Domain.Analysis;

/// <summary>
/// An area's rings as plain numbers, one after the other, each closed by its first corner and turned so that the
/// interior lies to the left. Edge e runs from corner e to corner e+1; a ring's last corner begins none.
/// </summary>
internal sealed class FlatArea
{
    private readonly double[] _x, _y;
    private readonly int[] _starts;

    public FlatArea(Geometry area)
    {
        Box = area.EnvelopeInternal;
        _x = new double[area.NumPoints];
        _y = new double[area.NumPoints];
        var starts = new List<int>();
        var count = 0;
        for (var n = 0; n < area.NumGeometries; n++)
        {
            if (area.GetGeometryN(n) is not Polygon { IsEmpty: false } polygon)
                continue;
            for (var r = -1; r < polygon.NumInteriorRings; r++)
            {
                starts.Add(count);
                Take((r < 0 ? polygon.Shell : polygon.GetInteriorRingN(r)).CoordinateSequence, isShell: r < 0, ref count);
            }
        }
        starts.Add(count);
        _starts = [.. starts];
    }

    public Envelope Box { get; }
    public ReadOnlySpan<double> X => _x;
    public ReadOnlySpan<double> Y => _y;
    public int Rings => _starts.Length - 1;
    public int Start(int ring) => _starts[ring];

    /// <summary>Index of the closing corner, the last one of the ring.</summary>
    public int End(int ring) => _starts[ring + 1] - 1;

    public int RingOf(int edge)
    {
        var at = Array.BinarySearch(_starts, edge);
        return at >= 0 ? at : ~at - 1;
    }

    /// <summary>Is the point inside, or on the boundary?</summary>
    public bool Covers(double x, double y)
    {
        if (!Box.Covers(x, y))
            return false;
        var crossing = new PointCrossing(x, y);
        for (var ring = 0; ring < Rings; ring++)
            for (var e = Start(ring); e < End(ring); e++)
                crossing.Edge(_x[e], _y[e], _x[e + 1], _y[e + 1]);
        return crossing.Inside;
    }

    private void Take(CoordinateSequence ring, bool isShell, ref int count)
    {
        var start = count;
        for (var i = 0; i < ring.Count; i++)
        {
            // Repeated corners are valid and would be edges without direction.
            if (count > start && ring.GetX(i) == _x[count - 1] && ring.GetY(i) == _y[count - 1])
                continue;
            (_x[count], _y[count]) = (ring.GetX(i), ring.GetY(i));
            count++;
        }
        if (TwiceArea(_x.AsSpan(start, count - start), _y.AsSpan(start, count - start)) > 0 == isShell)
            return;
        Array.Reverse(_x, start, count - start);
        Array.Reverse(_y, start, count - start);
    }

    /// <summary>Above zero where the ring runs against the clock.</summary>
    public static double TwiceArea(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (var i = 1; i < x.Length; i++)
            sum += (x[i - 1] - x[0]) * (y[i] - y[0]) - (x[i] - x[0]) * (y[i - 1] - y[0]);
        return sum;
    }
}

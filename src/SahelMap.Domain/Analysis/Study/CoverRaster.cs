using NetTopologySuite.Geometries;

namespace SahelMap.Domain.Analysis.Study;

/// <summary>Cells that no outline passes through know their cover after the first question: the many lookups of Monte Carlo draws then cost nanoseconds.</summary>
internal sealed class CoverRaster
{
    private const double CellDegrees = 0.05;
    /// <summary>Outlines lie up to the noding's grid beside the shapes' own.</summary>
    private const double Margin = 1e-7;
    private const int Unknown = -2, Crossed = -3;

    private readonly double _west, _south;
    private readonly int _columns, _rows;
    private readonly int[] _cells;

    public CoverRaster(Envelope box, IEnumerable<Outlines.Edge> edges)
    {
        (_west, _south) = (box.MinX, box.MinY);
        _columns = (int)(box.Width / CellDegrees) + 1;
        _rows = (int)(box.Height / CellDegrees) + 1;
        _cells = new int[_columns * _rows];
        Array.Fill(_cells, Unknown);
        foreach (var edge in edges) Cross(edge);
    }

    public int CoverAt(double lon, double lat, GroundPartition ground)
    {
        int column = (int)Math.Floor((lon - _west) / CellDegrees), row = (int)Math.Floor((lat - _south) / CellDegrees);
        if (column < 0 || row < 0 || column >= _columns || row >= _rows) return GroundPartition.Outside;
        ref var cell = ref _cells[row * _columns + column];
        var known = Volatile.Read(ref cell);
        if (known >= GroundPartition.Outside) return known;
        var cover = ground.Find(lon, lat);
        if (known == Unknown) Volatile.Write(ref cell, cover);
        return cover;
    }

    /// <summary>Piece by piece no longer than a cell, so that a long slanting edge does not mark its whole box.</summary>
    private void Cross(in Outlines.Edge edge)
    {
        double dx = edge.X2 - edge.X1, dy = edge.Y2 - edge.Y1;
        var pieces = Math.Max(1, (int)Math.Ceiling(Math.Max(Math.Abs(dx), Math.Abs(dy)) / CellDegrees));
        for (var i = 0; i < pieces; i++)
        {
            double x1 = edge.X1 + dx * i / pieces, x2 = edge.X1 + dx * (i + 1) / pieces, y1 = edge.Y1 + dy * i / pieces, y2 = edge.Y1 + dy * (i + 1) / pieces;
            var (left, right) = Span(x1, x2, _west, _columns);
            var (bottom, top) = Span(y1, y2, _south, _rows);
            for (var row = bottom; row <= top; row++)
                for (var column = left; column <= right; column++)
                    _cells[row * _columns + column] = Crossed;
        }
    }

    private static (int First, int Last) Span(double a, double b, double origin, int count) =>
        (Math.Clamp((int)Math.Floor((Math.Min(a, b) - Margin - origin) / CellDegrees), 0, count - 1),
         Math.Clamp((int)Math.Floor((Math.Max(a, b) + Margin - origin) / CellDegrees), 0, count - 1));
}

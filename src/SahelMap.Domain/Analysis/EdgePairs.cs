namespace SahelMap.Domain.Analysis;

/// <summary>
/// Finds the edges of two areas that come near each other: edges outside the box that both share drop out, the second
/// area's are sorted into rows, and each of the first's looks through its rows.
/// </summary>
/// <remarks>Reuses its buffers; one for each thread.</remarks>
internal sealed class EdgePairs
{
    private const int MostRows = 1024;

    private readonly int[] _starts = new int[MostRows + 2];
    private int[] _edges = new int[256], _firstRow = new int[256], _lastRow = new int[256], _sorted = new int[512];
    private (int A, int B)[] _found = new (int, int)[256];
    private double _west, _south, _east, _north, _perRow;
    private int _rows;

    /// <summary>Pairs of edges, one of each area, whose boxes come within the distance; valid until the next search.</summary>
    public ReadOnlySpan<(int A, int B)> Find(FlatArea a, FlatArea b, double near)
    {
        _west = Math.Max(a.Box.MinX, b.Box.MinX) - near;
        _east = Math.Min(a.Box.MaxX, b.Box.MaxX) + near;
        _south = Math.Max(a.Box.MinY, b.Box.MinY) - near;
        _north = Math.Min(a.Box.MaxY, b.Box.MaxY) + near;
        SortIntoRows(b);

        var found = 0;
        ReadOnlySpan<double> ax = a.X, ay = a.Y, bx = b.X, by = b.Y;
        for (var ring = 0; ring < a.Rings; ring++)
        {
            for (var e = a.Start(ring); e < a.End(ring); e++)
            {
                double x1 = Math.Min(ax[e], ax[e + 1]) - near, x2 = Math.Max(ax[e], ax[e + 1]) + near;
                double y1 = Math.Min(ay[e], ay[e + 1]) - near, y2 = Math.Max(ay[e], ay[e + 1]) + near;
                if (x1 > _east || x2 < _west || y1 > _north || y2 < _south)
                    continue;
                int first = Row(y1), last = Row(y2);
                for (var row = first; row <= last; row++)
                {
                    foreach (var i in _sorted.AsSpan(_starts[row], _starts[row + 1] - _starts[row]))
                    {
                        var f = _edges[i];
                        // Two edges may meet in several rows: the first of them counts.
                        if (row != Math.Max(first, _firstRow[i])
                            || Math.Min(bx[f], bx[f + 1]) > x2 || Math.Max(bx[f], bx[f + 1]) < x1
                            || Math.Min(by[f], by[f + 1]) > y2 || Math.Max(by[f], by[f + 1]) < y1)
                            continue;
                        if (found == _found.Length)
                            Array.Resize(ref _found, found * 2);
                        _found[found++] = (e, f);
                    }
                }
            }
        }
        return _found.AsSpan(0, found);
    }

    private void SortIntoRows(FlatArea area)
    {
        ReadOnlySpan<double> x = area.X, y = area.Y;
        if (_edges.Length < x.Length)
            (_edges, _firstRow, _lastRow) = (new int[x.Length * 2], new int[x.Length * 2], new int[x.Length * 2]);
        var count = 0;
        for (var ring = 0; ring < area.Rings; ring++)
            for (var e = area.Start(ring); e < area.End(ring); e++)
                if (Math.Min(x[e], x[e + 1]) <= _east && Math.Max(x[e], x[e + 1]) >= _west
                    && Math.Min(y[e], y[e + 1]) <= _north && Math.Max(y[e], y[e + 1]) >= _south)
                    _edges[count++] = e;

        _rows = Math.Clamp(count, 1, MostRows);
        _perRow = _rows / (_north - _south);
        Array.Clear(_starts, 0, _rows + 2);
        // Counted two places up, filled one place up: at the end each row's start stands where it belongs.
        for (var i = 0; i < count; i++)
        {
            var e = _edges[i];
            (_firstRow[i], _lastRow[i]) = (Row(Math.Min(y[e], y[e + 1])), Row(Math.Max(y[e], y[e + 1])));
            for (var row = _firstRow[i]; row <= _lastRow[i]; row++)
                _starts[row + 2]++;
        }
        for (var row = 2; row < _rows + 2; row++)
            _starts[row] += _starts[row - 1];
        if (_sorted.Length < _starts[_rows + 1])
            _sorted = new int[_starts[_rows + 1] * 2];
        for (var i = 0; i < count; i++)
            for (var row = _firstRow[i]; row <= _lastRow[i]; row++)
                _sorted[_starts[row + 1]++] = i;
    }

    private int Row(double y) => Math.Clamp((int)((y - _south) * _perRow), 0, _rows - 1);
}

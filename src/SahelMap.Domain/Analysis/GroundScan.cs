using NetTopologySuite.Geometries;

namespace SahelMap.Domain.Analysis;

/// <summary>
/// Finds the incidents of a grid inside an area. The cells that the outline passes are marked first: incidents in a
/// cell that it does not pass are all inside or all outside and one test answers for a whole run of such cells; the
/// others are tested one by one against the edges in their row only.
/// </summary>
/// <remarks>Reuses its buffers from area to area; one for each thread.</remarks>
internal sealed class GroundScan
{
    private const int PerDegree = IncidentGrid.PerDegree;

    private double[] _x1 = new double[256], _y1 = new double[256], _x2 = new double[256], _y2 = new double[256];
    private int _edges;
    private int[] _rowStart = [], _rowEdges = [];
    private bool[] _passed = [];
    private int[] _found = new int[256];
    private int _count;
    private int _left, _bottom, _columns, _rows; // in cells, counted from −180 and −90

    /// <summary>Slots of the incidents inside (on the boundary is inside) with a day in [from, until), day numbers.</summary>
    public int[] Collect(Geometry area, int from, int until, IncidentGrid grid)
    {
        _count = 0;
        if (area.IsEmpty || grid.Count == 0)
            return [];
        Frame(area.EnvelopeInternal);
        ReadEdges(area);
        SortEdgesIntoRows();
        MarkPassedCells();
        for (var row = 0; row < _rows; row++)
            ScanRow(row, from, until, grid);
        return _found.AsSpan(0, _count).ToArray();
    }

    private void ScanRow(int row, int from, int until, IncidentGrid grid)
    {
        int globalRow = _bottom + row, inTileRow = globalRow % PerDegree * PerDegree;
        var edges = _rowEdges.AsSpan(_rowStart[row], _rowStart[row + 1] - _rowStart[row]);
        var passed = _passed.AsSpan(row * _columns, _columns);
        bool known = false, inside = false; // of the run of cells not passed that we are in
        for (var column = 0; column < _columns;)
        {
            var globalColumn = _left + column;
            var end = Math.Min(_columns, column + PerDegree - globalColumn % PerDegree);
            var tile = grid.Tile(globalColumn / PerDegree, globalRow / PerDegree);
            if (tile.IsEmpty)
            {
                column = end;
                known = false;
                continue;
            }
            for (; column < end; column++)
            {
                if (passed[column])
                    known = false;
                var entries = tile[inTileRow + (_left + column) % PerDegree].Entries;
                if (entries.IsEmpty)
                    continue;
                if (!passed[column])
                {
                    if (!known)
                        (known, inside) = (true, Inside(entries[0].Lon, entries[0].Lat, edges));
                    if (!inside)
                        continue;
                }
                foreach (ref readonly var entry in entries)
                    if (entry.From < until && entry.Until > from && (!passed[column] || Inside(entry.Lon, entry.Lat, edges)))
                        Add(entry.Slot);
            }
        }
    }

    private bool Inside(double x, double y, ReadOnlySpan<int> edges)
    {
        var crossing = new PointCrossing(x, y);
        foreach (var e in edges)
            crossing.Edge(_x1[e], _y1[e], _x2[e], _y2[e]);
        return crossing.Inside;
    }

    private void Frame(Envelope box)
    {
        _left = Cell(box.MinX) + 180 * PerDegree;
        _bottom = Cell(box.MinY) + 90 * PerDegree;
        _columns = Cell(box.MaxX) + 180 * PerDegree - _left + 1;
        _rows = Cell(box.MaxY) + 90 * PerDegree - _bottom + 1;
    }

    private void ReadEdges(Geometry area)
    {
        if (_x1.Length < area.NumPoints)
        {
            var room = area.NumPoints * 3 / 2;
            (_x1, _y1, _x2, _y2) = (new double[room], new double[room], new double[room], new double[room]);
        }
        _edges = 0;
        foreach (var ring in PointCrossing.Rings(area))
        {
            for (var i = 1; i < ring.Count; i++, _edges++)
            {
                (_x1[_edges], _y1[_edges]) = (ring.GetX(i - 1), ring.GetY(i - 1));
                (_x2[_edges], _y2[_edges]) = (ring.GetX(i), ring.GetY(i));
            }
        }
    }

    /// <summary>Which edges a ray from a point in the row may meet: those that reach into the row.</summary>
    private void SortEdgesIntoRows()
    {
        if (_rowStart.Length < _rows + 2)
            _rowStart = new int[_rows + 2];
        Array.Clear(_rowStart, 0, _rows + 2);
        // Counted two places up, filled one place up: at the end each row's start stands where it belongs.
        for (var e = 0; e < _edges; e++)
            for (var (row, last) = RowsOf(e); row <= last; row++)
                _rowStart[row + 2]++;
        for (var row = 2; row < _rows + 2; row++)
            _rowStart[row] += _rowStart[row - 1];
        if (_rowEdges.Length < _rowStart[_rows + 1])
            _rowEdges = new int[_rowStart[_rows + 1] * 3 / 2];
        for (var e = 0; e < _edges; e++)
            for (var (row, last) = RowsOf(e); row <= last; row++)
                _rowEdges[_rowStart[row + 1]++] = e;
    }

    private (int First, int Last) RowsOf(int edge)
    {
        int a = Cell(_y1[edge]), b = Cell(_y2[edge]), origin = _bottom - 90 * PerDegree;
        return a < b ? (a - origin, b - origin) : (b - origin, a - origin);
    }

    private void MarkPassedCells()
    {
        const double pad = 1e-6; // of a cell: far above rounding
        var cells = _rows * _columns;
        if (_passed.Length < cells)
            _passed = new bool[cells];
        Array.Clear(_passed, 0, cells);
        double left = _left - 180 * PerDegree, bottom = _bottom - 90 * PerDegree;
        for (var e = 0; e < _edges; e++)
        {
            double x1 = _x1[e] * PerDegree - left, y1 = _y1[e] * PerDegree - bottom;
            double x2 = _x2[e] * PerDegree - left, y2 = _y2[e] * PerDegree - bottom;
            if (y1 > y2)
                (x1, y1, x2, y2) = (x2, y2, x1, y1);
            double slope = y2 > y1 ? (x2 - x1) / (y2 - y1) : 0, west = Math.Min(x1, x2), east = Math.Max(x1, x2);
            for (var (row, last) = RowsOf(e); row <= last; row++)
            {
                double from = west, to = east;
                if (y2 > y1)
                {
                    double a = x1 + (Math.Max(y1, row) - y1) * slope, b = x1 + (Math.Min(y2, row + 1) - y1) * slope;
                    from = Math.Max(west, Math.Min(a, b));
                    to = Math.Min(east, Math.Max(a, b));
                }
                int first = Math.Max(0, (int)Math.Floor(from - pad)), end = Math.Min(_columns - 1, (int)Math.Floor(to + pad));
                if (end >= first)
                    _passed.AsSpan(row * _columns + first, end - first + 1).Fill(true);
            }
        }
    }

    private void Add(int slot)
    {
        if (_count == _found.Length)
            Array.Resize(ref _found, _count * 2);
        _found[_count++] = slot;
    }

    private static int Cell(double degrees) => (int)Math.Floor(degrees * PerDegree);
}

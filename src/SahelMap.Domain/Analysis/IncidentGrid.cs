namespace SahelMap.Domain.Analysis;

/// <summary>
/// Incidents by slot, in cells of 1/16°: multiplying by 16 is exact in binary, so a point's cell is never in doubt.
/// Cells hold their incidents side by side; tiles of 1° hold the cells and exist where there are incidents.
/// </summary>
/// <remarks>About 80 bytes an incident, the lookup by id included. Reading from several threads is safe while nobody writes.</remarks>
internal sealed class IncidentGrid
{
    public const int PerDegree = 16;
    private const int CellsPerTile = PerDegree * PerDegree;
    private const int TileColumns = 361, TileRows = 181; // the points at 180 and 90 have a tile of their own

    private readonly Cell[]?[] _tiles = new Cell[TileColumns * TileRows][];
    private readonly Dictionary<Guid, int> _slots = [];
    private readonly Stack<int> _free = new();
    private Place[] _places = [];
    private int _used;

    public struct Entry
    {
        public double Lon, Lat;
        /// <summary>Day numbers, half-open; an ongoing incident ends at int.MaxValue.</summary>
        public int From, Until;
        public int Slot;

        public Entry(int slot, in IncidentPoint incident)
        {
            (Lon, Lat, Slot) = (incident.Lon, incident.Lat, slot);
            (From, Until) = (incident.Days.From.DayNumber, incident.Days.Until?.DayNumber ?? int.MaxValue);
        }
    }

    public struct Cell
    {
        // A stretch of an array: all cells share one after a bulk load, a cell that outgrows its stretch gets its own.
        private Entry[]? _items;
        private int _start, _count, _room;

        public readonly ReadOnlySpan<Entry> Entries => _items.AsSpan(_start, _count);

        public readonly ref Entry this[int index] => ref _items![_start + index];

        public void CountOne() => _room++;

        /// <summary>Takes as long a stretch of the array as was counted, and gives where the next begins.</summary>
        public int Reserve(Entry[] items, int start)
        {
            (_items, _start) = (items, start);
            return start + _room;
        }

        /// <returns>The entry's index in the cell.</returns>
        public int Add(in Entry entry)
        {
            if (_count == _room)
            {
                _room = Math.Max(4, _count * 2);
                var items = new Entry[_room];
                Entries.CopyTo(items);
                (_items, _start) = (items, 0);
            }
            _items![_start + _count] = entry;
            return _count++;
        }

        /// <summary>Moves the last entry into the place of the one taken out.</summary>
        public ref readonly Entry TakeOut(int index)
        {
            this[index] = this[--_count];
            return ref this[index];
        }
    }

    private record struct Place(int Cell, int Index);

    public int Count => _slots.Count;

    /// <summary>One past the highest slot ever given.</summary>
    public int SlotLimit => _used;

    public bool TryGetSlot(Guid id, out int slot) => _slots.TryGetValue(id, out slot);

    public ref readonly Entry this[int slot] => ref CellAt(_places[slot].Cell)[_places[slot].Index];

    /// <summary>The sixteen by sixteen cells of a degree, row by row from the south-west; empty where there is no incident.</summary>
    /// <param name="column">Whole degrees east of −180.</param>
    /// <param name="row">Whole degrees north of −90.</param>
    public ReadOnlySpan<Cell> Tile(int column, int row) => _tiles[row * TileColumns + column];

    /// <summary>Fills an empty grid; slots are the places in the list.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A position is outside ±180, ±90.</exception>
    /// <exception cref="ArgumentException">An id is there twice.</exception>
    public void Load(IncidentPoint[] incidents)
    {
        var looking = Task.Run(() =>
        {
            _slots.EnsureCapacity(incidents.Length);
            for (var slot = 0; slot < incidents.Length; slot++)
                if (!_slots.TryAdd(incidents[slot].Id, slot))
                    throw new ArgumentException($"Incident {incidents[slot].Id} is there twice.", nameof(incidents));
        });

        _used = incidents.Length;
        _places = new Place[_used];
        for (var slot = 0; slot < _used; slot++)
        {
            var cell = CellOf(incidents[slot]);
            _places[slot] = new Place(cell, 0);
            CellAt(cell).CountOne();
        }
        var entries = new Entry[_used];
        var start = 0;
        foreach (var tile in _tiles)
            foreach (ref var cell in tile.AsSpan())
                start = cell.Reserve(entries, start);
        for (var slot = 0; slot < _used; slot++)
            _places[slot].Index = CellAt(_places[slot].Cell).Add(new Entry(slot, incidents[slot]));
        looking.GetAwaiter().GetResult();
    }

    /// <exception cref="ArgumentOutOfRangeException">The position is outside ±180, ±90; nothing changed.</exception>
    public int Add(in IncidentPoint incident)
    {
        var cell = CellOf(incident);
        var slot = _free.Count > 0 ? _free.Pop() : _used++;
        _slots.Add(incident.Id, slot);
        if (slot >= _places.Length)
            Array.Resize(ref _places, Math.Max(64, _places.Length * 2));
        Put(slot, cell, incident);
        return slot;
    }

    /// <exception cref="ArgumentOutOfRangeException">The position is outside ±180, ±90; nothing changed.</exception>
    public void Move(int slot, in IncidentPoint incident)
    {
        var cell = CellOf(incident);
        TakeOut(slot);
        Put(slot, cell, incident);
    }

    public void Remove(Guid id)
    {
        if (!_slots.Remove(id, out var slot))
            return;
        TakeOut(slot);
        _free.Push(slot);
    }

    private void Put(int slot, int cell, in IncidentPoint incident) =>
        _places[slot] = new Place(cell, CellAt(cell).Add(new Entry(slot, incident)));

    private void TakeOut(int slot)
    {
        var place = _places[slot];
        var moved = CellAt(place.Cell).TakeOut(place.Index);
        _places[moved.Slot] = place;
    }

    private ref Cell CellAt(int cell) => ref (_tiles[cell / CellsPerTile] ??= new Cell[CellsPerTile])[cell % CellsPerTile];

    private static int CellOf(in IncidentPoint incident)
    {
        if (!(Math.Abs(incident.Lon) <= 180 && Math.Abs(incident.Lat) <= 90))
            throw new ArgumentOutOfRangeException(nameof(incident), FormattableString.Invariant(
                $"Incident {incident.Id} lies at {incident.Lon} {incident.Lat}; longitude goes from -180 to 180, latitude from -90 to 90."));
        int column = (int)Math.Floor(incident.Lon * PerDegree) + 180 * PerDegree, row = (int)Math.Floor(incident.Lat * PerDegree) + 90 * PerDegree;
        return (row / PerDegree * TileColumns + column / PerDegree) * CellsPerTile + row % PerDegree * PerDegree + column % PerDegree;
    }
}

using NetTopologySuite.Geometries;

namespace SahelMap.Domain.Analysis;

/// <summary>Box and days, side by side in an array, so that thousands are looked through in microseconds.</summary>
internal readonly struct SpaceTimeBox(Envelope box, DateSpan days)
{
    private readonly double _minX = box.MinX, _minY = box.MinY, _maxX = box.MaxX, _maxY = box.MaxY;

    /// <summary>Day numbers, half-open; an ongoing period ends at int.MaxValue.</summary>
    public readonly int From = days.From.DayNumber, Until = days.Until?.DayNumber ?? int.MaxValue;

    public bool Holds(double x, double y, int from, int until) =>
        x >= _minX && x <= _maxX && y >= _minY && y <= _maxY && From < until && from < Until;

    /// <summary>Boxes that only touch share no area.</summary>
    public bool Overlaps(in SpaceTimeBox other) =>
        _minX < other._maxX && other._minX < _maxX && _minY < other._maxY && other._minY < _maxY
        && From < other.Until && other.From < Until;
}

internal sealed class ZoneEntry(Zone zone, PreparedArea ground)
{
    public Zone Zone { get; set; } = zone;
    public PreparedArea Ground => ground;
    public SpaceTimeBox Box { get; } = new(ground.Flat.Box, zone.Served);
    public List<Pair> Pairs { get; } = [];
    public int Position { get; set; }
}

internal sealed class Pair(ZoneEntry poc, ZoneEntry ct, SharedGround ground, SlotSet slots)
{
    public ZoneEntry Poc => poc;
    public ZoneEntry Ct => ct;
    public SharedGround Ground => ground;
    public SlotSet Slots => slots;
    public SpaceTimeBox Box { get; } = new(ground.Area.EnvelopeInternal, ground.Period);
}

/// <summary>The zones of one side; taking one out moves the last into its place.</summary>
internal sealed class ZoneList
{
    public readonly record struct Item(SpaceTimeBox Box, ZoneEntry Entry);

    public List<Item> Items { get; } = [];

    public void Add(ZoneEntry entry)
    {
        entry.Position = Items.Count;
        Items.Add(new Item(entry.Box, entry));
    }

    public void Remove(ZoneEntry entry)
    {
        var last = Items[^1];
        Items[entry.Position] = last;
        last.Entry.Position = entry.Position;
        Items.RemoveAt(Items.Count - 1);
    }
}

using System.Runtime.InteropServices;
using NetTopologySuite.Geometries;

namespace SahelMap.Domain.Analysis;

/// <summary>
/// Which protection zones and counterterrorism zones share ground and days, and which incidents lie inside both; kept
/// up to date zone by zone and incident by incident.
/// </summary>
/// <remarks>
/// <para>
/// A pair overlaps when the zones' interiors share at least <see cref="MinimumKm2"/> and the days on which they are
/// served share one. Zones that touch, and periods [a, b) and [b, c), share nothing. An incident counts for a pair when it
/// lies in the shared ground (its boundary included) and one of its days is in the shared period.
/// </para>
/// <para>
/// A changed zone recomputes its own pairs and no others; whatever the order of changes, the state equals a fresh
/// <see cref="Load"/> of the records as they then are. What an incident says (deaths, actors, type) is not kept here:
/// each incident has a slot, a dense number from 0 on, by which the caller keeps columns of its own.
/// </para>
/// <para>Not thread-safe: reading and changing it at once needs a lock. What <see cref="All"/> returned never changes afterwards.</para>
/// </remarks>
public sealed class OverlapIndex
{
    /// <summary>Overlaps from one square metre on count; what is smaller comes of rounding where zones touch.</summary>
    public const double MinimumKm2 = 0.000001;

    private readonly Dictionary<Guid, ZoneEntry> _zones = [];
    private readonly ZoneList[] _sides = [new(), new()];
    private readonly Dictionary<PairKey, Pair> _pairs = [];
    private readonly IncidentGrid _incidents = new();
    private SharedGround[]? _all;

    /// <summary>An index of these zones and incidents, built on all cores. Incidents get the slots 0, 1, 2 … in the order given.</summary>
    /// <exception cref="ArgumentException">Two zones or two incidents have the same id, a zone has no area, or an incident's position is out of range.</exception>
    public static OverlapIndex Load(IEnumerable<Zone> zones, IEnumerable<IncidentPoint> incidents)
    {
        var index = new OverlapIndex();
        foreach (var zone in OverlapWork.Prepare([.. zones]))
            if (index._zones.ContainsKey(zone.Zone.Id))
                throw new ArgumentException($"Zone {zone.Zone.Id} is there twice.", nameof(zones));
            else
                index.Enter(zone);
        foreach (var pair in OverlapWork.All(index._sides[(int)ZoneSide.Poc], index._sides[(int)ZoneSide.Ct], index._incidents, incidents))
            index.Link(pair);
        return index;
    }

    public int ZoneCount => _zones.Count;

    public int PairCount => _pairs.Count;

    public int IncidentCount => _incidents.Count;

    /// <summary>One past the highest slot ever given: the length that a column needs.</summary>
    public int SlotLimit => _incidents.SlotLimit;

    /// <summary>All overlaps, the largest ground first. The list is made anew after a change and then shared by all readers.</summary>
    public IReadOnlyList<SharedGround> All
    {
        get
        {
            if (_all is not null)
                return _all;
            var all = new SharedGround[_pairs.Count];
            var i = 0;
            foreach (var pair in _pairs.Values)
                all[i++] = pair.Ground;
            Array.Sort(all, static (a, b) =>
                b.Km2.CompareTo(a.Km2) is not 0 and var byArea ? byArea
                : a.Poc.CompareTo(b.Poc) is not 0 and var byPoc ? byPoc
                : a.Ct.CompareTo(b.Ct));
            return _all = all;
        }
    }

    public Zone? FindZone(Guid id) => _zones.GetValueOrDefault(id)?.Zone;

    public SharedGround? Find(PairKey key) => _pairs.GetValueOrDefault(key)?.Ground;

    /// <summary>The pairs that a zone is part of.</summary>
    public IReadOnlyList<SharedGround> Of(Guid zone) =>
        _zones.TryGetValue(zone, out var entry) ? entry.Pairs.ConvertAll(p => p.Ground) : [];

    /// <summary>Slots of the incidents in a pair's ground and period, in no particular order; empty for an unknown pair. Valid until the next change.</summary>
    public ReadOnlySpan<int> SlotsIn(PairKey key) => _pairs.TryGetValue(key, out var pair) ? pair.Slots.Span : [];

    /// <summary>Slots of the incidents in any area (its boundary included) with one of their days in a period, ascending.</summary>
    /// <param name="area">Valid Polygon or MultiPolygon, WGS 84 lon/lat.</param>
    /// <param name="days">A period.</param>
    public int[] SlotsIn(Geometry area, DateSpan days)
    {
        var slots = OverlapWork.Scan(area, days, _incidents);
        Array.Sort(slots);
        return slots;
    }

    /// <summary>Has the incident in this slot a day in the period?</summary>
    internal bool IsWithin(int slot, DateSpan days)
    {
        ref readonly var incident = ref _incidents[slot];
        return incident.From < (days.Until?.DayNumber ?? int.MaxValue) && incident.Until > days.From.DayNumber;
    }

    public bool TryGetSlot(Guid incident, out int slot) => _incidents.TryGetSlot(incident, out slot);

    /// <summary>Adds a zone, or replaces the one with its id (which may change sides).</summary>
    /// <exception cref="ArgumentException">The zone has no area; the index is as it was.</exception>
    public OverlapChange Upsert(Zone zone)
    {
        var old = _zones.GetValueOrDefault(zone.Id);
        if (old is not null && old.Zone.Side == zone.Side && old.Zone.Served == zone.Served && old.Zone.Area.EqualsExact(zone.Area))
        {
            old.Zone = zone;
            return OverlapChange.None;
        }

        var entry = OverlapWork.Prepare(zone);
        var others = _sides[1 - (int)zone.Side];
        var before = old?.Pairs.ToDictionary(p => p.Ground.Key) ?? [];
        var pairs = OverlapWork.Around(entry, others, _incidents, before);

        if (old is not null)
            Leave(old);
        Enter(entry);
        var changed = new List<SharedGround>();
        foreach (var pair in pairs)
        {
            Link(pair);
            if (!before.Remove(pair.Ground.Key, out var was) || !ReferenceEquals(was.Ground, pair.Ground))
                changed.Add(pair.Ground);
        }
        return new OverlapChange([.. before.Keys], changed);
    }

    /// <summary>Takes a zone out; nothing happens where there is none.</summary>
    public OverlapChange Remove(Guid zone)
    {
        if (!_zones.TryGetValue(zone, out var entry))
            return OverlapChange.None;
        var removed = entry.Pairs.ConvertAll(p => p.Ground.Key);
        Leave(entry);
        return new OverlapChange(removed, []);
    }

    /// <summary>Adds an incident, or replaces the one with its id, which keeps its slot.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is outside ±180, ±90; the index is as it was.</exception>
    public IncidentChange UpsertIncident(in IncidentPoint incident)
    {
        List<Pair> before = [];
        if (_incidents.TryGetSlot(incident.Id, out var slot))
        {
            before = PairsAt(_incidents[slot]);
            _incidents.Move(slot, incident);
        }
        else
        {
            slot = _incidents.Add(incident);
        }
        return Move(slot, before, PairsAt(_incidents[slot]));
    }

    /// <summary>Takes an incident out and frees its slot. Null: there is none with this id.</summary>
    public IncidentChange? RemoveIncident(Guid incident)
    {
        if (!_incidents.TryGetSlot(incident, out var slot))
            return null;
        var before = PairsAt(_incidents[slot]);
        _incidents.Remove(incident);
        return Move(slot, before, []);
    }

    private static IncidentChange Move(int slot, List<Pair> before, List<Pair> after)
    {
        List<PairKey> left = [], joined = [], stayed = [];
        foreach (var pair in after)
        {
            if (before.Remove(pair))
            {
                stayed.Add(pair.Ground.Key);
                continue;
            }
            pair.Slots.Add(slot);
            joined.Add(pair.Ground.Key);
        }
        foreach (var pair in before)
        {
            pair.Slots.Remove(slot);
            left.Add(pair.Ground.Key);
        }
        return new IncidentChange(slot, left, joined, stayed);
    }

    /// <summary>The pairs whose ground and period an incident is in: looked up by the protection zones whose box holds the point.</summary>
    private List<Pair> PairsAt(in IncidentGrid.Entry incident)
    {
        var found = new List<Pair>();
        foreach (ref readonly var zone in CollectionsMarshal.AsSpan(_sides[(int)ZoneSide.Poc].Items))
        {
            if (!zone.Box.Holds(incident.Lon, incident.Lat, incident.From, incident.Until))
                continue;
            foreach (var pair in zone.Entry.Pairs)
                if (pair.Box.Holds(incident.Lon, incident.Lat, incident.From, incident.Until)
                    && PointCrossing.Covers(pair.Ground.Area, incident.Lon, incident.Lat))
                    found.Add(pair);
        }
        return found;
    }

    private void Link(Pair pair)
    {
        _pairs.Add(pair.Ground.Key, pair);
        pair.Poc.Pairs.Add(pair);
        pair.Ct.Pairs.Add(pair);
        _all = null;
    }

    private void Enter(ZoneEntry entry)
    {
        _zones.Add(entry.Zone.Id, entry);
        _sides[(int)entry.Zone.Side].Add(entry);
    }

    private void Leave(ZoneEntry entry)
    {
        _zones.Remove(entry.Zone.Id);
        _sides[(int)entry.Zone.Side].Remove(entry);
        foreach (var pair in entry.Pairs)
        {
            _pairs.Remove(pair.Ground.Key);
            (ReferenceEquals(pair.Poc, entry) ? pair.Ct : pair.Poc).Pairs.Remove(pair);
        }
        _all = null;
    }
}

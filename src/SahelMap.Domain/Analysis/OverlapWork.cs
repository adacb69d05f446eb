using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using NetTopologySuite.Geometries;

namespace SahelMap.Domain.Analysis;

/// <summary>The computing behind <see cref="OverlapIndex"/> and <see cref="SetOverlap"/>: it changes nothing in the index, so it may run on all cores.</summary>
internal static class OverlapWork
{
    /// <exception cref="ArgumentException">The area is not polygonal or empty.</exception>
    public static ZoneEntry Prepare(Zone zone) => new(zone, PrepareArea(zone.Id, zone.Area));

    /// <exception cref="ArgumentException">The area is not polygonal or empty.</exception>
    public static PreparedArea PrepareArea(Guid zone, Geometry area) =>
        area is (Polygon or MultiPolygon) && !area.IsEmpty
            ? new PreparedArea(area, Tools.Plain)
            : throw new ArgumentException($"Zone {zone} has no area: a Polygon or MultiPolygon is expected, found {(area.IsEmpty ? "an empty " : "a ")}{area.GeometryType}.", nameof(zone));

    public static ZoneEntry[] Prepare(IReadOnlyList<Zone> zones)
    {
        var entries = new ZoneEntry[zones.Count];
        ForEach(entries.Length, i => entries[i] = Prepare(zones[i]));
        return entries;
    }

    /// <summary>All pairs of two sides, while the incidents are put into the grid.</summary>
    public static List<Pair> All(ZoneList pocs, ZoneList cts, IncidentGrid grid, IEnumerable<IncidentPoint> incidents)
    {
        var loading = Task.Run(() => grid.Load(incidents as IncidentPoint[] ?? [.. incidents]));
        var candidates = new List<(ZoneEntry Poc, ZoneEntry Ct)>();
        foreach (var poc in pocs.Items)
            foreach (ref readonly var ct in CollectionsMarshal.AsSpan(cts.Items))
                if (poc.Box.Overlaps(ct.Box))
                    candidates.Add((poc.Entry, ct.Entry));

        var grounds = new SharedGround?[candidates.Count];
        ForEach(candidates.Count, i => grounds[i] = Share(candidates[i].Poc, candidates[i].Ct));
        loading.GetAwaiter().GetResult();

        var slots = new int[]?[candidates.Count];
        ForEach(candidates.Count, i => slots[i] = grounds[i] is { } ground ? Scan(ground, grid) : null);

        var pairs = new List<Pair>();
        for (var i = 0; i < grounds.Length; i++)
            if (grounds[i] is { } ground)
                pairs.Add(new Pair(candidates[i].Poc, candidates[i].Ct, ground, new SlotSet(slots[i]!)));
        return pairs;
    }

    /// <summary>The pairs of one zone with the other side. A pair that comes out as it was before keeps its ground and slots.</summary>
    public static List<Pair> Around(ZoneEntry zone, ZoneList others, IncidentGrid grid, IReadOnlyDictionary<PairKey, Pair> before)
    {
        var candidates = new List<ZoneEntry>();
        foreach (ref readonly var other in CollectionsMarshal.AsSpan(others.Items))
            if (other.Box.Overlaps(zone.Box) && other.Entry.Zone.Id != zone.Zone.Id) // itself, before it changed sides
                candidates.Add(other.Entry);

        var pairs = new Pair?[candidates.Count];
        ForEach(candidates.Count, i =>
        {
            var (poc, ct) = zone.Zone.Side == ZoneSide.Poc ? (zone, candidates[i]) : (candidates[i], zone);
            if (Share(poc, ct) is not { } ground)
                return;
            pairs[i] = before.TryGetValue(ground.Key, out var was) && was.Ground.Period == ground.Period && was.Ground.Area.EqualsExact(ground.Area)
                ? new Pair(poc, ct, was.Ground, was.Slots)
                : new Pair(poc, ct, ground, new SlotSet(Scan(ground, grid)));
        });
        return [.. pairs.OfType<Pair>()];
    }

    /// <summary>Always PoC first, so that a pair's ground is the same, coordinate for coordinate, whichever zone changed last.</summary>
    private static SharedGround? Share(ZoneEntry poc, ZoneEntry ct) =>
        poc.Zone.Served.Intersect(ct.Zone.Served) is { } period && Share(poc.Ground, ct.Ground) is var (area, km2)
            ? new SharedGround(poc.Zone.Id, ct.Zone.Id, area, period, km2)
            : null;

    /// <inheritdoc cref="PreparedArea.Share"/>
    public static (MultiPolygon Area, SquareKilometres Km2)? Share(PreparedArea a, PreparedArea b) => PreparedArea.Share(a, b, Tools.Plain);

    /// <summary>Slots in an area and days, in the order in which the grid is scanned.</summary>
    public static int[] Scan(Geometry area, DateSpan days, IncidentGrid grid) =>
        Tools.Scan.Collect(area, days.From.DayNumber, days.Until?.DayNumber ?? int.MaxValue, grid);

    private static int[] Scan(SharedGround ground, IncidentGrid grid) => Scan(ground.Area, ground.Period, grid);

    [ThreadStatic]
    private static Buffers? t_tools;

    private static Buffers Tools => t_tools ??= new Buffers();

    private sealed class Buffers
    {
        public GroundScan Scan { get; } = new();
        public PlainIntersection Plain { get; } = new();
    }

    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void ForEach(int count, Action<int> body, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (count < 4)
        {
            for (var i = 0; i < count; i++)
                body(i);
            return;
        }
        try
        {
            // Small portions: one pair may cost a thousand times another.
            Parallel.ForEach(Partitioner.Create(0, count, Math.Clamp(count / 64, 1, 64)), new ParallelOptions { CancellationToken = cancellationToken }, range =>
            {
                for (var i = range.Item1; i < range.Item2; i++)
                    body(i);
            });
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }
}

using SahelMap.Domain.Deployments;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Domain.Analysis;

/// <summary>
/// Where and when any two sets of deployments meet: PoC and CT, one army and another, the same set twice. The rules are
/// those of <see cref="OverlapIndex"/>: a pair shares at least <see cref="OverlapIndex.MinimumKm2"/> and a day; what only
/// touches, on the ground or in time, shares nothing.
/// </summary>
/// <remarks>Computed on all cores and kept nowhere. Thread-safe.</remarks>
public static class SetOverlap
{
    /// <summary>
    /// All pairs of a deployment of A and another one of B. Where both deployments are in both sets they are one pair, not
    /// two, and the one that stands first in <paramref name="a"/> is A. A deployment does not meet itself.
    /// </summary>
    /// <param name="a">Ids once each.</param>
    /// <param name="b">Likewise.</param>
    /// <param name="within">Only these days count; null: all.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>In the order of <paramref name="a"/>, then of <paramref name="b"/>. A pair's ground is the same, coordinate for coordinate, with A and B exchanged.</returns>
    /// <exception cref="ArgumentException">A set has an id twice, or a zone has no area.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<SetGround> Find(
        IReadOnlyList<SetZone> a, IReadOnlyList<SetZone> b, DateSpan? within = null, CancellationToken cancellationToken = default)
    {
        Dictionary<Guid, int> inA = Places(a, nameof(a)), inB = Places(b, nameof(b));
        Entry[] entriesA = new Entry[a.Count], entriesB = new Entry[b.Count];
        OverlapWork.ForEach(a.Count, i => entriesA[i] = Prepare(a[i]), cancellationToken);
        OverlapWork.ForEach(b.Count, i => entriesB[i] = inA.TryGetValue(b[i].Id, out var same) ? entriesA[same] : Prepare(b[i]), cancellationToken);

        var candidates = new List<(Entry A, Entry B, Days Days)>();
        for (var i = 0; i < entriesA.Length; i++)
            foreach (var other in entriesB)
                if (entriesA[i].Box.Overlaps(other.Box) && !Counted(i, other.Id) && Shared(entriesA[i].Served, other.Served, within) is { } days)
                    candidates.Add((entriesA[i], other, days));

        var grounds = new SetGround?[candidates.Count];
        OverlapWork.ForEach(candidates.Count, i => grounds[i] = Share(candidates[i].A, candidates[i].B, candidates[i].Days), cancellationToken);
        return [.. grounds.OfType<SetGround>()];

        // The deployment itself, or a pair that stands the other way round already.
        bool Counted(int first, Guid other) =>
            other == a[first].Id || inA.TryGetValue(other, out var place) && place < first && inB.ContainsKey(a[first].Id);
    }

    /// <summary>The incidents in each ground.</summary>
    /// <param name="grounds">What <see cref="Find"/> found.</param>
    /// <param name="incidents">Whose incidents and slots are meant; it must not change meanwhile.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>As many, in the same order; slots ascending.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<SetSlots> SlotsIn(IReadOnlyList<SetGround> grounds, OverlapIndex incidents, CancellationToken cancellationToken = default)
    {
        var slots = new SetSlots[grounds.Count];
        OverlapWork.ForEach(slots.Length, i =>
        {
            var ground = grounds[i];
            var widest = incidents.SlotsIn(ground.Area, ground.Widest);
            var stated = Narrow(widest, ground.Widest, ground.Period);
            slots[i] = new SetSlots(widest, stated, Narrow(stated, ground.Period, ground.Narrowest));
        }, cancellationToken);
        return slots;

        int[] Narrow(int[] wide, DateSpan? of, DateSpan? days) =>
            days is not { } span ? [] : days == of ? wide : Array.FindAll(wide, slot => incidents.IsWithin(slot, span));
    }

    private sealed record Entry(Guid Id, PreparedArea Ground, double Km2, PeriodReadings Served, SpaceTimeBox Box);

    private readonly record struct Days(DateSpan? Period, DateSpan Widest, DateSpan? Narrowest);

    private static Entry Prepare(SetZone zone)
    {
        var ground = OverlapWork.PrepareArea(zone.Id, zone.Area);
        return new Entry(zone.Id, ground, EqualArea.Measure(zone.Area).Value, zone.Served, new SpaceTimeBox(ground.Flat.Box, zone.Served.Widest));
    }

    private static Days? Shared(PeriodReadings a, PeriodReadings b, DateSpan? within)
    {
        if (Both(a.Widest, b.Widest) is not { } widest)
            return null;
        return new Days(Both(a.Stated, b.Stated), widest, Both(a.Narrowest, b.Narrowest));

        DateSpan? Both(DateSpan? one, DateSpan? two) =>
            one is { } x && two is { } y && x.Intersect(y) is { } shared ? within is { } w ? shared.Intersect(w) : shared : null;
    }

    private static SetGround? Share(Entry a, Entry b, Days days)
    {
        var (first, second) = a.Id.CompareTo(b.Id) < 0 ? (a, b) : (b, a);
        return OverlapWork.Share(first.Ground, second.Ground) is var (area, km2)
            ? new SetGround(a.Id, b.Id, area, km2, Math.Min(1, km2.Value / a.Km2), Math.Min(1, km2.Value / b.Km2), days.Period, days.Widest, days.Narrowest)
            : null;
    }

    private static Dictionary<Guid, int> Places(IReadOnlyList<SetZone> set, string name)
    {
        var places = new Dictionary<Guid, int>(set.Count);
        for (var i = 0; i < set.Count; i++)
            if (!places.TryAdd(set[i].Id, i))
                throw new ArgumentException($"Zone {set[i].Id} is there twice.", name);
        return places;
    }
}

namespace SahelMap.Domain.Analysis.Study;

/// <summary>A permutation test's statistic, and what shifted dates gave for it.</summary>
public sealed record ShiftedDates(double Observed, double[] Shifted);

/// <param name="Test">Null without usable events.</param>
/// <param name="Draws">The curve in each Monte Carlo draw.</param>
public sealed record EventOutcome(EventCurve Stated, IReadOnlyList<EventCurve> Draws, ShiftedDates? Test);

public sealed record ArrivalOutcome(EventOutcome Arrival, EventOutcome Departure);

/// <summary>
/// What happened on the ground that a CT zone shared with PoC, in equal windows before and after its arrival and its
/// departure, all zones laid over each other by the days from the event.
/// </summary>
/// <remarks>
/// The ground of an event is fixed: what the zone shared with PoC on the day of its arrival, or on the day before its departure.
/// An event is left out when its window reaches beyond the study's period. The permutation test gives each event's ground a date
/// drawn anew, any day whose window lies inside the period being as likely: were the dates without meaning for what happens
/// there, the true ones would look like these. Draws as in <see cref="ExposureStudy"/>.
/// </remarks>
public static class ArrivalStudy
{
    /// <summary>Permutations draw their numbers from another series than Monte Carlo does.</summary>
    private const int PermutationSeries = -1;

    public static ArrivalOutcome Run(
        StudyGround ground, IEnumerable<StudyIncident> incidents, int from, int until, int windowDays, int binDays,
        int draws, int permutations, int seed, CancellationToken cancellationToken)
    {
        StudyIncident[] all = [.. incidents.Where(i => i.Weight > 0).OrderBy(i => i.Id)];
        var covers = Array.ConvertAll(all, i => ground.Partition.CoverAt(i.Lon, i.Lat));
        var window = Math.Max(1, windowDays / binDays) * binDays;

        var stated = Curves(ZoneReading.Stated(ground.Zones), [.. all.Select((incident, i) => (covers[i], incident.Day.Stated))]);
        var drawn = new (EventCurve Arrival, EventCurve Departure)[draws];
        Parallel.For(0, draws, new ParallelOptions { CancellationToken = cancellationToken }, draw =>
        {
            var random = ExposureStudy.RandomOf(seed, draw);
            var reading = ZoneReading.Drawn(ground.Zones, random);
            var places = new (int, int)[all.Length];
            for (var i = 0; i < all.Length; i++) places[i] = ExposureStudy.Redraw(ground, all[i], covers[i], random);
            drawn[draw] = Curves(reading, places);
        });
        var shifts = ExposureStudy.RandomOf(seed, PermutationSeries);
        return new(
            new(stated.Arrival, [.. drawn.Select(d => d.Arrival)], Shift(stated.Arrival, from, until, permutations, shifts)),
            new(stated.Departure, [.. drawn.Select(d => d.Departure)], Shift(stated.Departure, from, until, permutations, shifts)));

        (EventCurve Arrival, EventCurve Departure) Curves(ZoneReading reading, (int Cover, int Day)[] places)
        {
            var presence = new Presence(ground, reading, from, until);
            return (Curve(reading.From, 0), Curve(reading.Until, 1));

            EventCurve Curve(int[] days, int before) =>
                new(Events(ground, reading, presence, days, before, all, places, from, until, window), window, binDays);
        }
    }

    /// <param name="dayBefore">1 where the ground is that of the day before the event.</param>
    private static List<StudyEvent> Events(
        StudyGround ground, ZoneReading reading, Presence presence, int[] days, int dayBefore,
        StudyIncident[] incidents, (int Cover, int Day)[] places, int from, int until, int window)
    {
        var zones = ground.Zones.Count;
        var left = new EventLeft?[zones];
        var km2 = new double[zones];
        var found = new List<(int, int Day, double, bool)>[zones];
        for (var zone = 0; zone < zones; zone++)
        {
            found[zone] = [];
            left[zone] = days[zone] == int.MaxValue ? EventLeft.Ongoing
                : days[zone] < from || days[zone] >= until ? EventLeft.OutsidePeriod
                : days[zone] - window < from || days[zone] + window > until ? EventLeft.WindowCut : null;
        }

        var partition = ground.Partition;
        for (var cover = 0; cover < partition.Km2.Count; cover++)
            foreach (var zone in At(cover)) km2[zone] += partition.Km2[cover];
        for (var i = 0; i < places.Length; i++)
            if (places[i].Cover != GroundPartition.Outside)
                foreach (var zone in At(places[i].Cover)) found[zone].Add((i, places[i].Day, incidents[i].Weight, incidents[i].IsImprecise));

        return [.. Enumerable.Range(0, zones).Where(zone => ground.Zones[zone].Side == ZoneSide.Ct).Select(zone => new StudyEvent(
            zone, left[zone] == EventLeft.Ongoing ? 0 : days[zone], km2[zone], left[zone] ?? (km2[zone] > 0 ? null : EventLeft.NoSharedGround))
        { Incidents = [.. found[zone].OrderBy(i => i.Day)] })];

        // The zones in question whose event's ground a cover is part of.
        IEnumerable<int> At(int cover)
        {
            foreach (var shape in partition.Covers[cover])
            {
                var zone = ground.ZoneOf(shape);
                if (ground.Zones[zone].Side == ZoneSide.Ct && left[zone] is null && ground.VariantOf(shape) == reading.Variants[zone]
                    && (presence.StateAt(cover, days[zone] - dayBefore) & Presence.Poc) != 0)
                    yield return zone;
            }
        }
    }

    private static ShiftedDates? Shift(EventCurve curve, int from, int until, int permutations, Random random)
    {
        StudyEvent[] used = [.. curve.Used];
        if (used.Length == 0) return null;
        var window = curve.WindowDays;
        var sums = Array.ConvertAll(used, RunningSum);
        var shifted = new double[permutations];
        for (var p = 0; p < permutations; p++)
        {
            double before = 0, after = 0;
            for (var e = 0; e < used.Length; e++)
            {
                var day = random.Next(from + window, until - window + 1);
                before += Between(used[e], sums[e], day - window, day);
                after += Between(used[e], sums[e], day, day + window);
            }
            shifted[p] = EventCurve.Statistic(before, after);
        }
        return new(EventCurve.Statistic(curve.Sum(-window, 0), curve.Sum(0, window)), shifted);
    }

    private static double[] RunningSum(StudyEvent e)
    {
        var sums = new double[e.Incidents.Count + 1];
        for (var i = 0; i < e.Incidents.Count; i++) sums[i + 1] = sums[i] + e.Incidents[i].Weight;
        return sums;
    }

    private static double Between(StudyEvent e, double[] sums, int first, int end) => sums[Before(e, end)] - sums[Before(e, first)];

    /// <summary>How many incidents lie before a day.</summary>
    private static int Before(StudyEvent e, int day)
    {
        int low = 0, high = e.Incidents.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (e.Incidents[middle].Day < day) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}

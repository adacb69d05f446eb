using MathNet.Numerics.Random;

namespace SahelMap.Domain.Analysis.Study;

/// <summary>One month of one stratum. Month: year × 12 + month − 1.</summary>
public readonly record struct StudyMonth(int Month, PresenceStratum Stratum, double Km2Days, double Count);

/// <summary>An incident of the study as stated, and the state of its place on its day.</summary>
public readonly record struct PlacedIncident(StudyIncident Incident, PresenceStratum Stratum, int Dose);

/// <summary>What an exposure study found.</summary>
/// <param name="Stated">As the records have it.</param>
/// <param name="Draws">As they may be within their stated precision.</param>
/// <param name="Placed">The incidents inside the study area and period, as stated.</param>
public sealed record ExposureOutcome(
    ExposureNumbers Stated, IReadOnlyList<ExposureNumbers> Draws, IReadOnlyList<PlacedIncident> Placed, IReadOnlyList<StudyMonth> Months);

/// <summary>
/// How much ground, for how many days, lay under PoC alone, CT alone, both or neither, and what happened there: the
/// numerators and denominators of rates, as stated and in Monte Carlo draws.
/// </summary>
/// <remarks>
/// An incident counts once, on its first day, in the state of its place on that day. A draw takes for every incident a place
/// and a day within what is known of it, and for every zone a radius and a period; seed and number of the draw give its random
/// numbers (xoshiro256**), so that draws can be computed on all cores in any order and come out the same.
/// </remarks>
public static class ExposureStudy
{
    /// <param name="incidents">All that may lie in the area, those whose place may be elsewhere included.</param>
    /// <param name="from">First day of the study.</param>
    /// <param name="until">First day after it.</param>
    public static ExposureOutcome Run(
        StudyGround ground, IEnumerable<StudyIncident> incidents, int from, int until, int draws, int seed, CancellationToken cancellationToken)
    {
        // By id, so that the same records give the same draws whatever order they were read in.
        StudyIncident[] all = [.. incidents.OrderBy(i => i.Id)];
        var covers = Array.ConvertAll(all, i => ground.Partition.CoverAt(i.Lon, i.Lat));
        var presence = new Presence(ground, ZoneReading.Stated(ground.Zones), from, until);

        var stated = new ExposureNumbers();
        presence.ForEach((cover, state, first, end) => stated.AddExposure(state, ground.Partition.Km2[cover] * (end - first)));
        List<PlacedIncident> placed = [];
        for (var i = 0; i < all.Length; i++)
        {
            if (covers[i] == GroundPartition.Outside || all[i].Day.Stated < from || all[i].Day.Stated >= until) continue;
            var state = presence.StateAt(covers[i], all[i].Day.Stated);
            stated.AddIncident(state, all[i]);
            placed.Add(new(all[i], Presence.StratumOf(state), ExposureNumbers.DoseOf(state)));
        }

        var drawn = new ExposureNumbers[draws];
        Parallel.For(0, draws, new ParallelOptions { CancellationToken = cancellationToken }, draw =>
        {
            drawn[draw] = Draw(ground, all, covers, from, until, RandomOf(seed, draw));
        });
        return new(stated, drawn, placed, Months(ground, presence, placed));
    }

    /// <summary>The random numbers of one draw.</summary>
    internal static Random RandomOf(int seed, int draw) => new Xoshiro256StarStar(unchecked(seed * 1_000_003 + draw), threadSafe: false);

    private static ExposureNumbers Draw(StudyGround ground, StudyIncident[] incidents, int[] covers, int from, int until, Random random)
    {
        var numbers = new ExposureNumbers();
        var presence = new Presence(ground, ZoneReading.Drawn(ground.Zones, random), from, until);
        presence.ForEach((cover, state, first, end) => numbers.AddExposure(state, ground.Partition.Km2[cover] * (end - first)));
        for (var i = 0; i < incidents.Length; i++)
        {
            var (cover, day) = Redraw(ground, incidents[i], covers[i], random);
            if (cover != GroundPartition.Outside && day >= from && day < until) numbers.AddIncident(presence.StateAt(cover, day), incidents[i]);
        }
        return numbers;
    }

    /// <summary>A place and a day within what is known of an incident.</summary>
    internal static (int Cover, int Day) Redraw(StudyGround ground, in StudyIncident incident, int statedCover, Random random)
    {
        var day = incident.Day.Draw(random);
        if (incident.Spread is not { } spread) return (statedCover, day);
        var (lon, lat) = spread.Draw(incident.Lon, incident.Lat, random);
        return (ground.Partition.CoverAt(lon, lat), day);
    }

    private static List<StudyMonth> Months(StudyGround ground, Presence presence, List<PlacedIncident> placed)
    {
        SortedDictionary<(int Month, PresenceStratum Stratum), (double Km2Days, double Count)> months = [];
        presence.ForEachMonth((cover, state, month, days) => Add((month, Presence.StratumOf(state)), ground.Partition.Km2[cover] * days, 0));
        foreach (var incident in placed) Add((Presence.MonthOf(incident.Incident.Day.Stated), incident.Stratum), 0, incident.Incident.Weight);
        return [.. months.Select(m => new StudyMonth(m.Key.Month, m.Key.Stratum, m.Value.Km2Days, m.Value.Count))];

        void Add((int, PresenceStratum) key, double km2Days, double count)
        {
            var (e, c) = months.GetValueOrDefault(key);
            months[key] = (e + km2Days, c + count);
        }
    }
}

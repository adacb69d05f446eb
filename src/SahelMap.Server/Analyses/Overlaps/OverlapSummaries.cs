using System.Collections;
using System.Globalization;
using SahelMap.Domain.Analysis;
using SahelMap.Server.Filtering;

namespace SahelMap.Server.Analyses.Overlaps;

/// <summary>Adds overlaps up. Counting happens on the read model; measuring, which takes longer, after it has been let go.</summary>
public sealed class OverlapSummaries(OverlapQueries queries, GroundMeasure measure)
{
    /// <summary>Pairs up to which the ground is measured month by month.</summary>
    private const int MostPairsByMonth = 1_000;

    public async Task<OverlapSummary> MakeAsync(Filter filter, CancellationToken cancellationToken)
    {
        var read = await queries.ReadAsync(filter, Count, cancellationToken);
        var counts = read.Value;

        List<ActorsTotal> byActors = [];
        foreach (var (actors, group) in counts.ByActors)
            byActors.Add(new(actors.Poc, actors.Ct, group.Grounds.Count, await measure.UnionAsync(group.Grounds, cancellationToken),
                group.Tally.Incidents, group.Tally.CivilianDeaths, group.Tally.Deaths));

        List<MonthTotal> byMonth = [];
        foreach (var month in Months(counts, read.Today))
        {
            var first = new DateOnly(month / 12, month % 12 + 1, 1).DayNumber;
            var next = month == MonthOf(DateOnly.MaxValue) ? int.MaxValue : new DateOnly((month + 1) / 12, (month + 1) % 12 + 1, 1).DayNumber;
            List<SharedGround> active = [.. counts.Grounds.Where(g => g.Period.From.DayNumber < next && !(g.Period.Until?.DayNumber <= first))];
            var tally = counts.ByMonth.GetValueOrDefault(month);
            if (active.Count == 0 && tally.Incidents == 0) continue;
            byMonth.Add(new(string.Create(CultureInfo.InvariantCulture, $"{month / 12:0000}-{month % 12 + 1:00}"), active.Count,
                counts.Grounds.Count <= MostPairsByMonth ? await measure.UnionAsync(active, cancellationToken) : null,
                tally.Incidents, tally.CivilianDeaths, tally.Deaths));
        }

        OverlapTotal total = new(counts.Grounds.Count, await measure.UnionAsync(counts.Grounds, cancellationToken),
            counts.Total.Incidents, counts.Total.CivilianDeaths, counts.Total.Deaths);
        return new(read.Place.Epoch, read.Place.Position, read.Today, total, [.. byActors.OrderByDescending(a => a.Km2)], byMonth);
    }

    private static Counts Count(ReadModelState state, OverlapSelection selection, DateOnly today)
    {
        Counts counts = new();
        var incidents = state.Incidents;
        var firstDays = new int[incidents.Length]; // by slot: the first day on which the incident is in an overlap
        firstDays.AsSpan().Fill(int.MaxValue);
        foreach (var ground in selection.Grounds())
        {
            counts.Grounds.Add(ground);
            (string, string) actors = (state.Zones[ground.Poc].Actor, state.Zones[ground.Ct].Actor);
            if (!counts.ByActors.TryGetValue(actors, out var group)) counts.ByActors[actors] = group = new(incidents.Length);
            group.Grounds.Add(ground);
            var from = ground.Period.From.DayNumber;
            foreach (var slot in state.SlotsIn(ground.Key))
            {
                if (!selection.Counts(slot)) continue;
                group.Add(slot, incidents);
                firstDays[slot] = Math.Min(firstDays[slot], Math.Max(incidents.From[slot], from));
            }
        }
        for (var slot = 0; slot < firstDays.Length; slot++)
        {
            if (firstDays[slot] == int.MaxValue) continue;
            var worth = incidents.Worth(slot);
            counts.Total += worth;
            var month = MonthOf(DateOnly.FromDayNumber(firstDays[slot]));
            counts.ByMonth[month] = counts.ByMonth.GetValueOrDefault(month) + worth;
        }
        return counts;
    }

    /// <summary>Months in which anything is shared, or was counted, in order.</summary>
    private static SortedSet<int> Months(Counts counts, DateOnly today)
    {
        SortedSet<int> months = [.. counts.ByMonth.Keys];
        foreach (var ground in counts.Grounds)
        {
            var last = ground.Period.Until is { } until ? until.AddDays(-1) : today;
            for (var month = MonthOf(ground.Period.From); month <= MonthOf(last); month++) months.Add(month);
        }
        return months;
    }

    private static int MonthOf(DateOnly day) => day.Year * 12 + day.Month - 1;

    private sealed class Counts
    {
        public List<SharedGround> Grounds { get; } = [];
        public Dictionary<(string Poc, string Ct), Group> ByActors { get; } = [];
        public Dictionary<int, Tally> ByMonth { get; } = [];
        public Tally Total { get; set; }
    }

    private sealed class Group(int slots)
    {
        private readonly BitArray _seen = new(slots);

        public List<SharedGround> Grounds { get; } = [];
        public Tally Tally { get; private set; }

        public void Add(int slot, IncidentColumns incidents)
        {
            if (_seen[slot]) return;
            _seen[slot] = true;
            Tally += incidents.Worth(slot);
        }
    }
}

using System.Globalization;
using SahelMap.Contracts;
using SahelMap.Domain;
using SahelMap.Domain.Analysis;
using SahelMap.Domain.Analysis.Study;
using SahelMap.Domain.Deployments;
using SahelMap.Server.Analyses.Studies;

namespace SahelMap.Server.Analyses.SetOverlaps;

/// <summary>Overlap of any two sets of deployments: pairs, totals without double counting, by actors and by month, and what loosely known periods change.</summary>
public static class SetOverlapAnswers
{
    /// <exception cref="ArgumentException">There are too many pairs; the message says how many.</exception>
    public static OverlapAnswer Make(OverlapRequest request, ReadModel model, DateOnly today, CancellationToken cancellationToken)
    {
        var zones = model.Read(state => state.Zones.Values.Where(z => z.Served is not null && (request.Synthetic || !z.Synthetic)).OrderBy(z => z.Id).ToDictionary(z => z.Id));
        DateSpan? within = request is { From: null, Until: null } ? null : new(request.From ?? DateOnly.MinValue, request.Until);
        var grounds = SetOverlap.Find(Side(request.A), Side(request.B), within, cancellationToken);

        List<(string A, string B)> actors = [.. grounds.Select(g => (zones[g.A].Actor, zones[g.B].Actor)).Distinct()];
        int[] groups = [.. grounds.Select(g => actors.IndexOf((zones[g.A].Actor, zones[g.B].Actor)))];
        var end = today.AddDays(1);
        var sums = SetTotals.Of(grounds, groups, request.Until is { } until && until < end ? until : end);

        return model.Read(state =>
        {
            var slots = state.SlotsIn(grounds, cancellationToken);
            var counts = new Counts(state.Incidents, request.Synthetic);
            return new OverlapAnswer(state.Place.Epoch, state.Place.Position, today,
                [.. grounds.Select((g, i) => (Ground: g, Slots: slots[i].Stated)).Where(p => p.Ground.Period is not null).Select(p => Pair(p.Ground, counts.Of([p.Slots])))
                    .OrderByDescending(p => p.Km2Days).ThenBy(p => p.A).ThenBy(p => p.B)],
                Total(grounds.Count(g => g.Period is not null), sums.Stated, counts.Of(slots.Select(s => s.Stated))),
                Total(grounds.Count, sums.Widest, counts.Of(slots.Select(s => s.Widest))),
                Total(grounds.Count(g => g.Narrowest is not null), sums.Narrowest, counts.Of(slots.Select(s => s.Narrowest))),
                [.. actors.Select((pair, group) => Actors(pair, group, counts.Of(slots.Where((_, i) => groups[i] == group).Select(s => s.Stated)))).Where(a => a.Pairs > 0).OrderByDescending(a => a.Km2Days)],
                ByMonth(counts, state.Incidents, slots));
        });

        List<SetZone> Side(OverlapSide side) =>
        [
            .. zones.Values.Where(z => (side.Role is null || z.Role == side.Role) && side.Actors?.Contains(z.Actor) != false && side.Kinds?.Contains(z.Kind) != false)
                .Select(z => new SetZone(z.Id, z.Area, PeriodReading.Of(z.Served!.Value, StudyDays.Known(z.FromPrecision), StudyDays.Known(z.UntilPrecision)))),
        ];

        SetPair Pair(SetGround g, Tally tally)
        {
            ZoneRecord a = zones[g.A], b = zones[g.B];
            var days = g.Period!.Value.Days(today);
            return new(a.Id, b.Id, a.Actor, b.Actor, a.Name, b.Name, a.NameFr, b.NameFr, g.Period.Value.From, g.Period.Value.Until, days, g.Km2.Value, g.Km2.Value * days, g.AShare, g.BShare,
                tally.Incidents, tally.CivilianDeaths, tally.Deaths, g.Widest.Days(today), g.Narrowest?.Days(today) ?? 0, a.Approximate || b.Approximate, a.Synthetic || b.Synthetic);
        }

        SetActors Actors((string A, string B) pair, int group, Tally tally)
        {
            var sum = sums.ByGroup.GetValueOrDefault(group);
            return new(pair.A, pair.B, grounds.Where((g, i) => groups[i] == group && g.Period is not null).Count(), sum.Km2, sum.Km2Days, tally.Incidents, tally.CivilianDeaths, tally.Deaths);
        }

        List<SetMonth> ByMonth(Counts counts, IncidentColumns incidents, IReadOnlyList<SetSlots> slots)
        {
            // Each incident in the month of its first day in any shared ground and period.
            Dictionary<int, int> firstDays = [];
            for (var i = 0; i < grounds.Count; i++)
                if (grounds[i].Period is { } period)
                    foreach (var slot in slots[i].Stated.Span)
                        firstDays[slot] = Math.Min(firstDays.GetValueOrDefault(slot, int.MaxValue), Math.Max(incidents.From[slot], period.From.DayNumber));
            var tallies = firstDays.GroupBy(f => DateOnly.FromDayNumber(f.Value) is var d ? d.Year * 12 + d.Month - 1 : 0)
                .ToDictionary(m => m.Key, m => counts.Of(m.Select(f => f.Key)));
            return [.. sums.ByMonth.OrderBy(m => m.Key).Select(m =>
            {
                var tally = tallies.GetValueOrDefault(m.Key);
                DateOnly first = new(m.Key / 12, m.Key % 12 + 1, 1);
                var days = new DateSpan(first, first.AddMonths(1));
                return new SetMonth(first.ToString("yyyy-MM", CultureInfo.InvariantCulture), grounds.Count(g => g.Period?.Intersects(days) == true),
                    m.Value.Km2, m.Value.Km2Days, tally.Incidents, tally.CivilianDeaths, tally.Deaths);
            })];
        }
    }

    private static SetTotal Total(int pairs, GroundSum sum, Tally tally) => new(pairs, sum.Km2, sum.Km2Days, tally.Incidents, tally.CivilianDeaths, tally.Deaths);

    /// <summary>Adds incidents up, each once however many grounds it lies in.</summary>
    private sealed class Counts(IncidentColumns incidents, bool synthetic)
    {
        public Tally Of(IEnumerable<ReadOnlyMemory<int>> slots) => Of(slots.SelectMany(s => s.ToArray()));

        public Tally Of(IEnumerable<int> slots)
        {
            Tally tally = default;
            foreach (var slot in slots.Distinct())
                if (synthetic || !incidents.IsSynthetic(slot)) tally += incidents.Worth(slot);
            return tally;
        }
    }
}

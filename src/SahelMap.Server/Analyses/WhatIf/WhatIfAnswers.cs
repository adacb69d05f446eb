using SahelMap.Contracts;
using SahelMap.Domain;
using SahelMap.Domain.Analysis;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Server.Analyses.WhatIf;

/// <summary>What a planned area would overlap, and what happened there. Nothing is saved.</summary>
public static class WhatIfAnswers
{
    /// <summary>Days looked back over where the planned period is open or lies ahead by less.</summary>
    private const int LeastDaysBefore = 365;

    public static WhatIfAnswer Make(WhatIfQuestion question, ReadModel model, DateOnly today)
    {
        DateSpan period = new(question.From, question.Until);
        var (before, during) = Windows(period, today);
        // Only the columns need the lock; zones and grounds never change.
        var read = model.Read(state => (state.Place, Zones: state.Zones.Values.ToList(), Inside: Inside(state, question, before, during)));

        var planned = new Zone(Guid.Empty, ZoneSide.Poc, question.Area, period);
        var zones = read.Zones.Where(z => z.Served is not null && (question.Synthetic || !z.Synthetic) && z.Area.EnvelopeInternal.Intersects(question.Area.EnvelopeInternal)).ToDictionary(z => z.Id);
        // The planned area takes the one side and every deployment, whatever its norm, the other.
        var grounds = OverlapIndex.Load(zones.Values.Select(z => new Zone(z.Id, ZoneSide.Ct, z.Area, z.Served!.Value)).Prepend(planned), []).All;
        var km2 = EqualArea.Measure(question.Area).Value;
        return new(read.Place.Epoch, read.Place.Position, km2, period.Days(question.Until is null ? today : DateOnly.MaxValue.AddDays(-1)),
            [.. grounds.Select(g => Row(zones[g.Ct], g))], read.Inside.Before, read.Inside.During, read.Inside.Active);

        WhatIfOverlap Row(ZoneRecord zone, SharedGround ground) => new(
            zone.Id, zone.Actor, zone.Name, zone.NameFr, zone.Kind, zone.Role, ground.Period.From, ground.Period.Until,
            ground.Period.Days(question.Until is null ? today : DateOnly.MaxValue.AddDays(-1)),
            ground.Km2.Value, Math.Min(1, ground.Km2.Value / km2), zone.Approximate, zone.Synthetic);
    }

    /// <summary>The days of the period up to today, and as many days before it; a period ahead is compared with nothing and looked at by what came before today.</summary>
    private static (DateSpan Before, DateSpan? During) Windows(DateSpan period, DateOnly today)
    {
        var tomorrow = today.AddDays(1);
        var end = period.Until is { } until && until < tomorrow ? until : tomorrow;
        DateSpan? during = end > period.From ? new(period.From, end) : null;
        var days = during is { } now ? now.Days(today) : period.Until is { } planned ? Math.Max(LeastDaysBefore, planned.DayNumber - period.From.DayNumber) : LeastDaysBefore;
        var last = period.From < tomorrow ? period.From : tomorrow;
        return (new(DateOnly.FromDayNumber(Math.Max(0, last.DayNumber - days)), last), during);
    }

    private static (WhatIfTally Before, WhatIfTally During, List<WhatIfActor> Active) Inside(ReadModelState state, WhatIfQuestion question, DateSpan before, DateSpan? during)
    {
        var incidents = state.Incidents;
        int[] inPeriod = during is { } days ? In(days) : [];
        // An incident that goes over the day on which the period begins counts in the period.
        int[] earlier = [.. In(before).Except(inPeriod)];
        Dictionary<int, (int Before, int During)> sets = [];
        foreach (var slot in earlier) sets[incidents.ActorSet[slot]] = sets.GetValueOrDefault(incidents.ActorSet[slot]) is var (b, d) ? (b + 1, d) : default;
        foreach (var slot in inPeriod) sets[incidents.ActorSet[slot]] = sets.GetValueOrDefault(incidents.ActorSet[slot]) is var (b, d) ? (b, d + 1) : default;
        return (Of(before, earlier), during is { } span ? Of(span, inPeriod) : new(question.From, question.From, 0, 0, 0), Active(incidents, sets));

        int[] In(DateSpan span) => Array.FindAll(state.SlotsIn(question.Area, span), slot => question.Synthetic || !incidents.IsSynthetic(slot));

        WhatIfTally Of(DateSpan span, int[] slots)
        {
            Tally tally = default;
            foreach (var slot in slots) tally += incidents.Worth(slot);
            return new(span.From, span.Until!.Value, tally.Incidents, tally.CivilianDeaths, tally.Deaths);
        }
    }

    private static List<WhatIfActor> Active(IncidentColumns incidents, Dictionary<int, (int Before, int During)> sets)
    {
        Dictionary<string, (int Before, int During)> actors = new(StringComparer.Ordinal);
        foreach (var (set, (before, during)) in sets)
            foreach (var code in incidents.ActorSets[set].Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                var (b, d) = actors.GetValueOrDefault(code);
                actors[code] = (b + before, d + during);
            }
        return [.. actors.Select(a => new WhatIfActor(a.Key, a.Value.Before, a.Value.During)).OrderByDescending(a => a.Before + a.During).ThenBy(a => a.Actor, StringComparer.Ordinal)];
    }
}

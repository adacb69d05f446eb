using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
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
        var read = model.Read(state => (state.Place, Zones: state.Zones.Values.ToList(), Inside: Inside(state.Incidents, question, before, during)));

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

    private static (WhatIfTally Before, WhatIfTally During, List<WhatIfActor> Active) Inside(IncidentColumns incidents, WhatIfQuestion question, DateSpan before, DateSpan? during)
    {
        var box = question.Area.EnvelopeInternal;
        var area = new IndexedPointInAreaLocator(question.Area);
        Tally earlier = default, now = default;
        Dictionary<int, (int Before, int During)> sets = [];
        for (var slot = 0; slot < incidents.Length; slot++)
        {
            double lon = incidents.Lon[slot], lat = incidents.Lat[slot];
            if (lon < box.MinX || lon > box.MaxX || lat < box.MinY || lat > box.MaxY) continue;
            // Where a period begins is the end of what is before it: an incident that goes over it counts in the period.
            bool inPeriod = during is { } d && Touches(d, slot), inBefore = !inPeriod && Touches(before, slot);
            if (!(inPeriod || inBefore) || !incidents.IsUsed(slot) || (incidents.IsSynthetic(slot) && !question.Synthetic)) continue;
            if (area.Locate(new Coordinate(lon, lat)) == Location.Exterior) continue;
            if (inPeriod) now += incidents.Worth(slot);
            else earlier += incidents.Worth(slot);
            var (b, n) = sets.GetValueOrDefault(incidents.ActorSet[slot]);
            sets[incidents.ActorSet[slot]] = inPeriod ? (b, n + 1) : (b + 1, n);
        }
        return (Of(before, earlier), during is { } span ? Of(span, now) : new(question.From, question.From, 0, 0, 0), Active(incidents, sets));

        bool Touches(DateSpan days, int slot) => incidents.From[slot] < days.Until!.Value.DayNumber && incidents.Until[slot] > days.From.DayNumber;

        static WhatIfTally Of(DateSpan days, Tally tally) => new(days.From, days.Until!.Value, tally.Incidents, tally.CivilianDeaths, tally.Deaths);
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

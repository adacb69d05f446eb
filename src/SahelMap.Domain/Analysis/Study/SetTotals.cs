using NetTopologySuite.Geometries;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Domain.Analysis.Study;

/// <summary>Ground and days that any of several pairs share, each square kilometre and day once.</summary>
public readonly record struct GroundSum(double Km2, double Km2Days);

/// <param name="ByGroup">By the number of a group of pairs.</param>
/// <param name="ByMonth">By year × 12 + month − 1.</param>
public sealed record SetSums(
    GroundSum Stated, GroundSum Widest, GroundSum Narrowest, IReadOnlyDictionary<int, GroundSum> ByGroup, IReadOnlyDictionary<int, GroundSum> ByMonth);

/// <summary>Adds the shared grounds of <see cref="SetOverlap"/> up without counting twice where three zones meet: the grounds are cut along all their outlines, and each piece's days are united.</summary>
public static class SetTotals
{
    /// <param name="grounds">What was found.</param>
    /// <param name="groups">By ground, the number of its group, such as a pair of actors; from 0 to 61.</param>
    /// <param name="end">First day that is not counted any more: the day after today where periods are ongoing.</param>
    /// <exception cref="ArgumentException">There are more grounds than <see cref="StudyGround.MostShapes"/>, or more groups than <see cref="StudyGround.MostActors"/>.</exception>
    public static SetSums Of(IReadOnlyList<SetGround> grounds, IReadOnlyList<int> groups, DateOnly end)
    {
        if (grounds.Count == 0) return new(default, default, default, new Dictionary<int, GroundSum>(), new Dictionary<int, GroundSum>());
        if (groups.Max() >= StudyGround.MostActors) throw new ArgumentException($"There are {groups.Max() + 1} groups of pairs; at most {StudyGround.MostActors} can be told apart.", nameof(groups));
        var box = new Envelope();
        foreach (var ground in grounds) box.ExpandToInclude(ground.Area.EnvelopeInternal);
        // As zones of one side, in their own order: the id is the number, the actor is the group.
        var zones = grounds.Select((g, i) => new StudyZone(new Guid(i, 0, 0, new byte[8]), groups[i].ToString("00", System.Globalization.CultureInfo.InvariantCulture),
            ZoneSide.Ct, [g.Area], DayRange.Exactly(0), null));
        var study = new StudyGround(Wgs84.Factory.ToGeometry(box), zones);
        int from = grounds.Min(g => g.Widest.From.DayNumber), until = Math.Max(from + 1, end.DayNumber);

        Dictionary<int, GroundSum> byGroup = [], byMonth = [];
        var stated = Presence(g => g.Period);
        foreach (var (actor, number) in study.CtActors.Select((a, i) => (int.Parse(a, System.Globalization.CultureInfo.InvariantCulture), i)))
            byGroup[actor] = Sum(stated, 1UL << number);
        Dictionary<(int Month, int Cover), bool> seen = [];
        stated.ForEachMonth((cover, state, month, days) =>
        {
            if (state == 0) return;
            var (km2, km2Days) = byMonth.GetValueOrDefault(month);
            var ground = study.Partition.Km2[cover];
            byMonth[month] = new(km2 + (seen.TryAdd((month, cover), true) ? ground : 0), km2Days + ground * days);
        });
        return new(Sum(stated, ulong.MaxValue), Sum(Presence(g => g.Widest), ulong.MaxValue), Sum(Presence(g => g.Narrowest), ulong.MaxValue), byGroup, byMonth);

        Presence Presence(Func<SetGround, DateSpan?> reading) => new(study, new ZoneReading(
            new int[grounds.Count],
            [.. grounds.Select(g => reading(g)?.From.DayNumber ?? int.MaxValue)],
            [.. grounds.Select(g => reading(g) is { } days ? days.Until?.DayNumber ?? int.MaxValue : int.MaxValue)]), from, until);

        GroundSum Sum(Presence presence, ulong bits)
        {
            double km2 = 0, km2Days = 0;
            var last = -1;
            presence.ForEach((cover, state, first, stop) =>
            {
                if ((state & bits) == 0) return;
                var ground = study.Partition.Km2[cover];
                if (cover != last) km2 += ground;
                last = cover;
                km2Days += ground * (stop - first);
            });
            return new(km2, km2Days);
        }
    }
}

using System.Globalization;
using SahelMap.Contracts;

namespace SahelMap.Server.Imports.Synthetic;

/// <summary>Incidents clustered around towns, from 2012 to 2023, most with few dead and some with many, as real ones are.</summary>
internal static class SyntheticIncidents
{
    private static readonly DateOnly First = new(2012, 1, 1);
    private static readonly int Days = new DateOnly(2024, 1, 1).DayNumber - First.DayNumber;
    private const double KmPerDegree = 111.2;

    private static readonly string[] Wordings =
    [
        "Synthetic text for trials: no such event took place. It is as long as an account of a news agency usually is, so that measurements are fair.",
        "Synthetic text for trials: no such event took place. A short account.",
        "Synthetic text for trials: no such event took place. Accounts differ in length, and some run over several sentences. This one stands for those "
            + "that give numbers, places and the names of whoever was asked, none of which are real here.",
    ];

    public static IEnumerable<ImportRow> Make(int count, long seed, IReadOnlyList<SyntheticTown> towns)
    {
        for (var i = 0; i < count; i++) yield return new AcceptedRow(i + 1, One(i, seed, towns));
    }

    private static IncidentDraft One(int i, long seed, IReadOnlyList<SyntheticTown> towns)
    {
        var random = new SyntheticRandom(seed, "incident", i);
        var town = SyntheticTown.Choose(towns, ref random);
        var spread = random.Between(2, 35);
        var lat = Math.Round(town.Lat + random.Bell() * spread / KmPerDegree, 5);
        var lon = Math.Round(town.Lon + random.Bell() * spread / KmPerDegree, 5);

        var from = First.AddDays(random.Whole(0, Days - 1));
        var (length, datePrecision) = random.Fraction() switch
        {
            < 0.8 => (1, DatePrecision.Day),
            < 0.92 => (random.Whole(2, 6), DatePrecision.DayRange),
            < 0.97 => (7, DatePrecision.Week),
            _ => (30, DatePrecision.Month),
        };
        var geoPrecision = random.Fraction() switch
        {
            < 0.55 => GeoPrecision.Exact,
            < 0.85 => GeoPrecision.Near,
            < 0.95 => GeoPrecision.District,
            _ => GeoPrecision.Region,
        };
        var (type, what, whatFr) = random.Fraction() switch
        {
            < 0.45 => (IncidentType.ViolenceAgainstCivilians, "violence against civilians", "violences contre des civils"),
            < 0.8 => (IncidentType.Battle, "battle", "combat"),
            < 0.92 => (IncidentType.Explosion, "explosion", "explosion"),
            _ => (IncidentType.Other, "event", "événement"),
        };
        // Many small, few large: the inverse of a uniform.
        var best = (int)Math.Min(250, (1 / (1 - random.Fraction() * 0.998) - 1) * 2);
        var civilians = type == IncidentType.ViolenceAgainstCivilians ? best : random.Fraction() < 0.5 ? random.Whole(0, best) : (int?)null;
        var sideA = random.Fraction() < 0.6 ? SyntheticActors.ArmedGroup : SyntheticActors.Ct;
        var key = string.Create(CultureInfo.InvariantCulture, $"{seed}/incident/{i}");

        return new IncidentDraft(SyntheticData.Dataset, key, null, lon, lat, new IncidentProperties
        {
            Dataset = SyntheticData.Dataset,
            DatasetKey = key,
            Synthetic = true,
            Title = $"Synthetic {what} near {town.Name}",
            TitleFr = $"Synthétique : {whatFr} près de {town.Name}",
            Type = type,
            From = from,
            Until = from.AddDays(length),
            DatePrecision = datePrecision,
            GeoPrecision = geoPrecision,
            Place = town.Name,
            SideA = sideA,
            SideB = type == IncidentType.ViolenceAgainstCivilians ? null : SyntheticActors.Ct == sideA ? SyntheticActors.ArmedGroup : SyntheticActors.Poc,
            Actors = type == IncidentType.ViolenceAgainstCivilians ? [sideA] : SyntheticActors.Ct == sideA ? [SyntheticActors.Ct, SyntheticActors.ArmedGroup] : [SyntheticActors.ArmedGroup, SyntheticActors.Poc],
            AttributedBy = "nobody: synthetic",
            DeathsLow = best - random.Whole(0, best / 3),
            DeathsBest = best,
            DeathsHigh = best + random.Whole(0, best / 2),
            CivilianDeaths = civilians,
            PeacekeeperDeaths = sideA == SyntheticActors.ArmedGroup && type != IncidentType.ViolenceAgainstCivilians ? random.Whole(0, Math.Min(best, 3)) : 0,
            Narrative = random.One<string>(Wordings),
            Source = SyntheticData.Source.Name,
            Citation = SyntheticData.Source.Citation,
            Licence = SyntheticData.Source.Licence,
            Basis = SyntheticData.Basis,
            Confidence = Confidence.Low,
            Verified = false,
            EnteredBy = SyntheticData.EnteredBy,
        }, SyntheticData.Source, null);
    }
}

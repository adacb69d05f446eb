using NetTopologySuite.Geometries;
using SahelMap.Contracts;
using SahelMap.Domain.Analysis;
using SahelMap.Domain.Analysis.Study;
using SahelMap.Domain.Deployments;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Server.Analyses.Studies;

/// <summary>Turns records into a study: which deployments make a side, what an incident adds, and what its stated precision leaves open.</summary>
public sealed class StudyMaker(StudyRecords records, AnalysisRequest request, Geometry area, IBasemapAreas basemap)
{
    /// <summary>Kilometres that a place "near" a point may lie from it, as UCDP means its precision 2.</summary>
    public const double NearKm = 25;

    /// <summary>Kilometres that a place known only to its district may lie from the point that stands for it: the basemap has no districts.</summary>
    public const double DistrictKm = 50;

    /// <summary>Radii that a stated one may be, as parts of it: 10, 25 and 50 km for the usual 25.</summary>
    public static readonly IReadOnlyList<double> RadiusParts = [0.4, 1, 2];

    private readonly Dictionary<string, PlaceSpread?> _spreads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (StudyAttribution Attribution, bool Peacekeepers)> _sides = new(StringComparer.Ordinal);

    /// <summary>The deployments of both sides, by zone id.</summary>
    public IReadOnlyDictionary<Guid, StudyDeployment> Deployments { get; } =
        records.Deployments.Where(d => Takes(request, d)).ToDictionary(d => d.Id);

    public StudyGround Ground() => new(area, Deployments.Values.Select(Zone));

    /// <summary>The incidents that may count: their day can lie in the period, and they add to the outcome or are attacks on peacekeepers.</summary>
    public List<StudyIncident> Incidents()
    {
        int from = request.From.DayNumber, until = request.Until.DayNumber;
        List<StudyIncident> incidents = [];
        foreach (var row in records.Incidents)
        {
            if (row.Synthetic && !request.Synthetic) continue;
            var (attribution, unNamed) = SidesOf(row.Actors);
            var peacekeepers = unNamed || row.PeacekeeperDeaths > 0;
            var weight = Weight(row, peacekeepers);
            if (weight == 0 && !peacekeepers) continue;
            var day = StudyDays.Of(row);
            if (day.Earliest >= until || day.Latest < from) continue;
            incidents.Add(new(row.Id, row.Lon, row.Lat, day, weight, attribution, peacekeepers, SpreadOf(row)));
        }
        return incidents;
    }

    private static bool Takes(AnalysisRequest request, StudyDeployment deployment)
    {
        if (deployment.Synthetic && !request.Synthetic) return false;
        var side = deployment.Role switch { Norm.PoC => request.Poc, Norm.CT => request.Ct, _ => null };
        return side is not null && side.Actors?.Contains(deployment.Actor) != false && side.Kinds?.Contains(deployment.Kind) != false;
    }

    private static StudyZone Zone(StudyDeployment d)
    {
        List<Geometry> shapes = [d.Area];
        if (d.Circle is { } circle)
            shapes.AddRange(RadiusParts.Select(part => part == 1 ? d.Area : GeodesicBuffer.AroundPoint(circle.Lon, circle.Lat, circle.Km * part)));
        return new(d.Id, d.Actor, d.Role == Norm.PoC ? ZoneSide.Poc : ZoneSide.Ct, shapes,
            StudyDays.OfFirst(d.From, d.FromPrecision), d.Until is { } until ? StudyDays.OfUntil(until, d.UntilPrecision) : null);
    }

    private double Weight(in StudyEventRow row, bool peacekeepers) => request.Outcome switch
    {
        Outcome.Incidents => 1,
        Outcome.CivilianHarm => row.Type == IncidentType.ViolenceAgainstCivilians || row.CivilianDeaths > 0 ? 1 : 0,
        Outcome.CivilianDeaths => row.CountedElsewhere ? 0 : Math.Max(0, row.CivilianDeaths),
        Outcome.PeacekeeperDeaths => row.CountedElsewhere ? 0 : Math.Max(0, row.PeacekeeperDeaths),
        Outcome.AttacksOnPeacekeepers => peacekeepers ? 1 : 0,
        _ => throw new InvalidOperationException($"No weight for {request.Outcome}."),
    };

    /// <summary>By the kinds of the actors named. A United Nations mission, civilians and the unidentified are no one's side here.</summary>
    private (StudyAttribution, bool) SidesOf(string actors)
    {
        if (_sides.TryGetValue(actors, out var known)) return known;
        bool armed = false, state = false, un = false;
        foreach (var code in actors.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var kind = records.ActorKinds.GetValueOrDefault(code, ActorKind.Unidentified);
            armed |= kind is ActorKind.NonStateArmedGroup or ActorKind.CommunalMilitia;
            state |= kind is ActorKind.HostState or ActorKind.ForeignCounterterrorism or ActorKind.RegionalForce or ActorKind.PrivateMilitary;
            un |= kind is ActorKind.UnPeacekeeping;
        }
        var attribution = (armed, state) switch
        {
            (true, true) => StudyAttribution.Several,
            (true, false) => StudyAttribution.ArmedGroups,
            (false, true) => StudyAttribution.StateAndPartners,
            _ => StudyAttribution.Unknown,
        };
        return _sides[actors] = (attribution, un);
    }

    /// <summary>Where else the incident may have been. What is known only to a region or a country that the basemap does not have stays at its point.</summary>
    private PlaceSpread? SpreadOf(in StudyEventRow row)
    {
        if (row.GeoPrecision == GeoPrecision.Exact) return null;
        var key = $"{row.GeoPrecision} {row.Country} {row.Region}";
        if (_spreads.TryGetValue(key, out var known)) return known;
        var region = basemap.Region(row.Region);
        var country = basemap.Country(row.Country);
        return _spreads[key] = row.GeoPrecision switch
        {
            GeoPrecision.Near => new(NearKm, null),
            GeoPrecision.District => new(DistrictKm, region ?? country),
            GeoPrecision.Region => (region ?? country) is { } within ? new(0, within) : null,
            _ => country is null ? null : new(0, country),
        };
    }
}

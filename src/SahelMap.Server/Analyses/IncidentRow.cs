using SahelMap.Contracts;

namespace SahelMap.Server.Analyses;

/// <summary>An incident as the read model keeps it. WGS 84 degrees; day numbers, half-open; deaths are -1 where not stated.</summary>
public readonly record struct IncidentRow(
    Guid Id, double Lon, double Lat, int From, int Until, IncidentType Type, int Deaths, int CivilianDeaths,
    bool CountedElsewhere, bool Synthetic, string Dataset, string Country, string Admin1, string Actors);

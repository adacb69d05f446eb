using System.Text.Json.Serialization;

namespace SahelMap.Contracts;

// The closed lists of the data model, by their wire names. The database's CHECK constraints hold the same lists.

[JsonConverter(typeof(JsonStringEnumConverter<ActorKind>))]
public enum ActorKind
{
    UnPeacekeeping, ForeignCounterterrorism, RegionalForce, PrivateMilitary, HostState,
    NonStateArmedGroup, CommunalMilitia, Civilians, Unidentified,
}

/// <summary>Protection of civilians, responsibility to protect, counterterrorism.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Norm>))]
public enum Norm { PoC, RtoP, CT }

[JsonConverter(typeof(JsonStringEnumConverter<DeploymentKind>))]
public enum DeploymentKind { Sector, AreaOfResponsibility, OperationZone, Base, Camp, Headquarters }

[JsonConverter(typeof(JsonStringEnumConverter<IncidentType>))]
public enum IncidentType { ViolenceAgainstCivilians, Battle, Explosion, Other }

/// <summary>How well a period's first or last day is known. Observed: the first or last day on which a source saw it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BoundPrecision>))]
public enum BoundPrecision { Day, Month, Year, FirstObserved, LastObserved, Unknown, Ongoing }

[JsonConverter(typeof(JsonStringEnumConverter<DatePrecision>))]
public enum DatePrecision { Day, DayRange, Week, Month, Year, Unknown }

/// <summary>Exact: the place itself. Near: within about 25 km. The others: only that unit is known, the point stands for it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GeoPrecision>))]
public enum GeoPrecision { Exact, Near, District, Region, Country, Unknown }

[JsonConverter(typeof(JsonStringEnumConverter<Confidence>))]
public enum Confidence
{
    [JsonStringEnumMemberName("high")] High,
    [JsonStringEnumMemberName("medium")] Medium,
    [JsonStringEnumMemberName("low")] Low,
}

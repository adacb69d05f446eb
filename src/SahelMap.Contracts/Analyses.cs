using System.Text.Json;
using System.Text.Json.Serialization;

namespace SahelMap.Contracts;

// The analyses on the wire: what is asked (POST /api/analyses/…) and what is answered. Days are half-open, areas km²,
// rates per 1,000 km² and month, a month being 30.4375 days.

/// <summary>What is counted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    /// <summary>Incidents that are violence against civilians or in which a source counts civilian deaths.</summary>
    CivilianHarm,
    /// <summary>All incidents.</summary>
    Incidents,
    /// <summary>Deaths of civilians, each person once.</summary>
    CivilianDeaths,
    /// <summary>Incidents in which peacekeepers died or a United Nations mission is named as a side.</summary>
    AttacksOnPeacekeepers,
    PeacekeeperDeaths,
}

/// <summary>Whose presence a place and day are under.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Stratum>))]
public enum Stratum { PocOnly, CtOnly, Both, Neither }

/// <summary>To whom sources attribute an incident, by the kinds of the actors that they name. Several: armed groups and state forces are both named, as in a battle.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Attribution>))]
public enum Attribution { ArmedGroups, StateAndPartners, Several, Unknown }

/// <summary>Where is looked: exactly one member says it.</summary>
public sealed record StudyArea
{
    /// <summary>ISO 3166 alpha-2.</summary>
    public IReadOnlyList<string>? Countries { get; init; }
    /// <summary>Ids in the basemap, such as ML/Gao.</summary>
    public IReadOnlyList<string>? Regions { get; init; }
    /// <summary>GeoJSON Polygon or MultiPolygon, WGS 84.</summary>
    public JsonElement? Drawn { get; init; }
}

/// <summary>Which deployments make up a side; null: all that serve its norm.</summary>
public sealed record SideChoice
{
    public IReadOnlyList<string>? Actors { get; init; }
    public IReadOnlyList<DeploymentKind>? Kinds { get; init; }
}

/// <summary>The question of an exposure or an arrival analysis.</summary>
public sealed record AnalysisRequest
{
    public required StudyArea Area { get; init; }
    public required DateOnly From { get; init; }
    /// <summary>First day outside.</summary>
    public required DateOnly Until { get; init; }
    public SideChoice Poc { get; init; } = new();
    public SideChoice Ct { get; init; } = new();
    public Outcome Outcome { get; init; }
    public IReadOnlyList<IncidentType>? Types { get; init; }
    /// <summary>Datasets whose incidents count; null: all.</summary>
    public IReadOnlyList<string>? Sources { get; init; }
    public int? MinDeaths { get; init; }
    /// <summary>False leaves synthetic deployments and incidents out.</summary>
    public bool Synthetic { get; init; }
    /// <summary>Arrival and departure: days before and after that are compared.</summary>
    public int WindowDays { get; init; } = 180;
    /// <summary>Arrival and departure: days of one point of the curve.</summary>
    public int BinDays { get; init; } = 30;
    /// <summary>Monte Carlo draws for the bands; 0: none.</summary>
    public int Draws { get; init; } = 200;
    /// <summary>Arrival and departure: shifted dates for the permutation test.</summary>
    public int Permutations { get; init; } = 999;
    public int Seed { get; init; } = 1;
}

/// <summary>An answer with all that is needed to get it again. This is also the receipt that `sahelmap replay` takes.</summary>
/// <param name="Receipt">Which shape this is: "sahelmap-receipt-1".</param>
/// <param name="Analysis">exposure or arrival.</param>
/// <param name="Request">The question with every default filled in.</param>
/// <param name="Data">The state of the records that was read.</param>
/// <param name="Code">The version of SahelMap that computed it.</param>
/// <param name="Method">How it was computed, in a paragraph.</param>
/// <param name="Warning">Association is not cause.</param>
public sealed record AnalysisAnswer<TResult>(
    string Receipt, string Analysis, AnalysisRequest Request, DataVersion Data, string Code, Wording Method, Wording Warning, TResult Result);

/// <summary>A text in both languages.</summary>
public sealed record Wording(string En, string Fr);

/// <param name="Epoch">The database.</param>
/// <param name="Position">The change-log position that the records were read at.</param>
/// <param name="CommittedAt">When that position was committed.</param>
/// <param name="Imports">What had been loaded by then.</param>
public sealed record DataVersion(string Epoch, long Position, DateTimeOffset? CommittedAt, IReadOnlyList<ImportReference> Imports);

public sealed record ImportReference(Guid Id, string File, string Sha256, DateTimeOffset EndedAt);

/// <summary>A 95 % interval.</summary>
public sealed record Interval(double Low, double High);

/// <summary>What Monte Carlo draws within the stated precision of places, dates and zones gave: the median, and 90 % of them.</summary>
public sealed record Band(double Median, double Low, double High);

/// <param name="Count">Incidents or deaths.</param>
/// <param name="Incidents">Incidents that they come from; the same number where incidents are counted.</param>
/// <param name="Km2Days">Exposure.</param>
/// <param name="PerThousandKm2Month">Null without exposure.</param>
/// <param name="Interval">Exact Poisson (Garwood) for incidents; for deaths, and for incidents that several events hold, a bootstrap over incidents. Null without exposure.</param>
/// <param name="Band">Of the rate; null where no draw had exposure or none were asked for.</param>
/// <param name="ImpreciseShare">Of the count, what rests on incidents whose place or day is known only roughly.</param>
public sealed record Rate(double Count, int Incidents, double Km2Days, double? PerThousandKm2Month, Interval? Interval, Band? Band, double ImpreciseShare);

/// <summary>Rate over rate.</summary>
/// <param name="Value">Null where the lower one has no exposure or no incident.</param>
/// <param name="Interval">Exact conditional for incidents; a bootstrap over them where the rates' own are.</param>
/// <param name="P">Two-sided exact conditional test of a ratio of 1; null where the interval is a bootstrap.</param>
public sealed record RateRatio(double? Value, Interval? Interval, double? P, Band? Band);

public sealed record AttributedRate(Attribution Attribution, Rate Rate);

public sealed record StratumRates(Stratum Stratum, Rate Rate, IReadOnlyList<AttributedRate> ByAttribution);

/// <param name="Attribution">Null: whoever is named.</param>
public sealed record AttributedRatio(Attribution? Attribution, RateRatio BothToPocOnly);

/// <summary>One month of one stratum.</summary>
/// <param name="Month">YYYY-MM.</param>
public sealed record StratumMonth(string Month, Stratum Stratum, double Km2Days, double Count);

/// <param name="Actors">CT actors present at once.</param>
/// <param name="AndMore">This many or more.</param>
public sealed record DoseRate(int Actors, bool AndMore, Rate Rate);

/// <summary>Attacks on peacekeepers inside PoC areas: near parallel forces (Both) and away from them (PocOnly).</summary>
public sealed record PeacekeeperRates(Rate Near, Rate Away, RateRatio NearToAway);

/// <summary>An answer that is too thin to read anything from says so here, by code: no-exposure, no-contrast, few-incidents, imprecise, no-data-after.</summary>
/// <param name="Value">A number that belongs to it, such as the count or the day after which there is no data.</param>
public sealed record Caveat(string Code, string? Value = null);

/// <param name="AreaKm2">Of the study area.</param>
/// <param name="Days">Of the period; up to today where it reaches further.</param>
/// <param name="Months">Only months of the period, all strata that have exposure or counts in them.</param>
/// <param name="DoseInPoc">Rates by number of CT actors, inside PoC areas only.</param>
public sealed record ExposureResult(
    double AreaKm2, int Days, int PocDeployments, int CtDeployments,
    IReadOnlyList<StratumRates> Strata, IReadOnlyList<AttributedRatio> Ratios, IReadOnlyList<StratumMonth> Months,
    IReadOnlyList<DoseRate> Dose, IReadOnlyList<DoseRate> DoseInPoc, PeacekeeperRates Peacekeepers, IReadOnlyList<Caveat> Caveats);

/// <summary>A CT deployment's arrival or departure inside PoC areas.</summary>
/// <param name="Day">First day of it, or first day after it.</param>
/// <param name="Km2">Ground that it shared with PoC areas on that day (arrival) or on the day before (departure).</param>
/// <param name="Left">Null where it is part of the curve; else why not: outside-period, window-cut, no-shared-ground, ongoing.</param>
public sealed record ArrivalEvent(Guid Deployment, string Name, string? NameFr, string Actor, DateOnly Day, double Km2, int Before, int After, string? Left);

/// <param name="FromDay">Days from the event; negative before it.</param>
public sealed record EventBin(int FromDay, int UntilDay, Rate Rate);

/// <summary>A log-linear (Poisson) trend over the bins before the event.</summary>
/// <param name="PerMonth">Factor by which the rate changes each month.</param>
/// <param name="AtStart">Fitted rate in the middle of the first bin.</param>
/// <param name="AtEvent">Fitted rate on the day of the event.</param>
public sealed record PreTrend(double PerMonth, Interval Interval, double P, double AtStart, double AtEvent);

/// <param name="Statistic">Absolute log of the ratio of after to before, half an incident added to each.</param>
/// <param name="P">(1 + shifted dates that give at least that) / (1 + shifts).</param>
public sealed record PermutationTest(double Statistic, double P, int Permutations, int Seed);

/// <param name="PreTrend">Null where too few incidents lie before.</param>
/// <param name="Test">Null without usable events.</param>
public sealed record EventStudy(
    IReadOnlyList<ArrivalEvent> Events, IReadOnlyList<EventBin> Bins, Rate Before, Rate After, RateRatio AfterToBefore, PreTrend? PreTrend, PermutationTest? Test);

public sealed record ArrivalResult(double AreaKm2, EventStudy Arrival, EventStudy Departure, IReadOnlyList<Caveat> Caveats);

/// <summary>A planned area and period; nothing is saved.</summary>
public sealed record WhatIfRequest
{
    /// <summary>GeoJSON Polygon or MultiPolygon, WGS 84.</summary>
    public required JsonElement Area { get; init; }
    public required DateOnly From { get; init; }
    /// <summary>First day outside; null: open.</summary>
    public DateOnly? Until { get; init; }
    public bool Synthetic { get; init; } = true;
}

/// <param name="Before">In as many days before the period as it holds days, or as there are up to today.</param>
/// <param name="Active">Actors named in incidents there, before and in the period, the most frequent first.</param>
public sealed record WhatIfAnswer(
    string Epoch, long Position, double Km2, int Days, IReadOnlyList<WhatIfOverlap> Overlaps, WhatIfTally Before, WhatIfTally During, IReadOnlyList<WhatIfActor> Active);

public sealed record WhatIfOverlap(
    Guid Deployment, string Actor, string Name, string? NameFr, DeploymentKind Kind, Norm Role,
    DateOnly From, DateOnly? Until, int Days, double Km2, double ShareOfArea, bool Approximate, bool Synthetic);

public sealed record WhatIfTally(DateOnly From, DateOnly Until, int Incidents, long CivilianDeaths, long Deaths);

public sealed record WhatIfActor(string Actor, int Before, int During);

/// <summary>One side of an overlap of any two sets of deployments. Null members do not restrict.</summary>
public sealed record OverlapSide
{
    public Norm? Role { get; init; }
    public IReadOnlyList<string>? Actors { get; init; }
    public IReadOnlyList<DeploymentKind>? Kinds { get; init; }
}

public sealed record OverlapRequest
{
    public required OverlapSide A { get; init; }
    public required OverlapSide B { get; init; }
    public DateOnly? From { get; init; }
    /// <summary>First day outside; null: today.</summary>
    public DateOnly? Until { get; init; }
    public bool Synthetic { get; init; }
}

/// <param name="Pairs">Deployments of A with deployments of B that share ground and days, the largest ground × days first.</param>
/// <param name="Total">Ground and days that any of them share, each once.</param>
/// <param name="Widest">The total when every period known only to a month, a year or by what a source saw begins as early and ends as late as it may.</param>
/// <param name="Narrowest">The total when it begins as late and ends as early as it may.</param>
public sealed record OverlapAnswer(
    string Epoch, long Position, DateOnly Today, IReadOnlyList<SetPair> Pairs, SetTotal Total, SetTotal Widest, SetTotal Narrowest,
    IReadOnlyList<SetActors> ByActors, IReadOnlyList<SetMonth> ByMonth);

public sealed record SetPair(
    Guid A, Guid B, string AActor, string BActor, string AName, string BName, string? ANameFr, string? BNameFr,
    DateOnly From, DateOnly? Until, int Days, double Km2, double Km2Days, double AShare, double BShare,
    int Incidents, long CivilianDeaths, long Deaths, int DaysWidest, int DaysNarrowest, bool Approximate, bool Synthetic);

/// <param name="Km2">Ground shared on any day.</param>
/// <param name="Km2Days">Each square kilometre and day once, however many deployments meet there.</param>
public sealed record SetTotal(int Pairs, double Km2, double Km2Days, int Incidents, long CivilianDeaths, long Deaths);

public sealed record SetActors(string AActor, string BActor, int Pairs, double Km2, double Km2Days, int Incidents, long CivilianDeaths, long Deaths);

/// <param name="Month">YYYY-MM.</param>
public sealed record SetMonth(string Month, int Pairs, double Km2, double Km2Days, int Incidents, long CivilianDeaths, long Deaths);

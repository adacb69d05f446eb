namespace SahelMap.Server.Analyses;

/// <summary>
/// Incidents and their dead. An incident whose dead are counted in other records too (countedElsewhere: mass graves) is one of the
/// incidents, but adds to no sum of deaths; one that states none adds none.
/// </summary>
public readonly record struct Tally(int Incidents, long CivilianDeaths, long Deaths)
{
    public static Tally operator +(Tally a, Tally b) => new(a.Incidents + b.Incidents, a.CivilianDeaths + b.CivilianDeaths, a.Deaths + b.Deaths);
    public static Tally operator -(Tally a, Tally b) => new(a.Incidents - b.Incidents, a.CivilianDeaths - b.CivilianDeaths, a.Deaths - b.Deaths);

    public static Tally Add(Tally a, Tally b) => a + b;
    public static Tally Subtract(Tally a, Tally b) => a - b;
}

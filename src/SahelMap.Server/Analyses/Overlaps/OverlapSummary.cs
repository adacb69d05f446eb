namespace SahelMap.Server.Analyses.Overlaps;

/// <summary>Totals of the overlaps that pass a filter. Nothing is counted twice: grounds that lie on each other are measured once, an incident in several pairs is one.</summary>
/// <param name="Position">The position in the change log that this is of.</param>
/// <param name="Today">The day up to which ongoing overlaps are counted.</param>
/// <param name="ByActors">By pair of actors, the largest ground first. An incident can be in several.</param>
/// <param name="ByMonth">From the first shared day to the last, or to today; months without an overlap left out.</param>
public sealed record OverlapSummary(
    string Epoch, long Position, DateOnly Today, OverlapTotal Total, IReadOnlyList<ActorsTotal> ByActors, IReadOnlyList<MonthTotal> ByMonth);

/// <param name="Km2">Of the union of the shared grounds, equal-area.</param>
/// <param name="CivilianDeaths">Over incidents that state them; those counted in other records too (countedElsewhere) left out.</param>
/// <param name="Deaths">Best estimates, likewise.</param>
public sealed record OverlapTotal(int Pairs, double Km2, int Incidents, long CivilianDeaths, long Deaths);

public sealed record ActorsTotal(string PocActor, string CtActor, int Pairs, double Km2, int Incidents, long CivilianDeaths, long Deaths);

/// <param name="Month">YYYY-MM.</param>
/// <param name="Pairs">Overlaps on any day of the month.</param>
/// <param name="Km2">Of the union of their grounds; null where the filter passes so many pairs that it is not measured by month: narrow it.</param>
/// <param name="Incidents">Each in the month of its first day in an overlap, so that the months add up to the total.</param>
public sealed record MonthTotal(string Month, int Pairs, double? Km2, int Incidents, long CivilianDeaths, long Deaths);

namespace SahelMap.Domain.Analysis.Study;

/// <summary>Why an arrival or a departure is no part of the curve.</summary>
public enum EventLeft { OutsidePeriod, WindowCut, NoSharedGround, Ongoing }

/// <summary>One CT zone's arrival or departure.</summary>
/// <param name="Zone">Its number in <see cref="StudyGround.Zones"/>.</param>
/// <param name="Day">First day of it, or first day after it; 0 while it goes on.</param>
/// <param name="Km2">Ground that it shared with PoC: on that day (arrival), on the day before (departure).</param>
/// <param name="Left">Null: it is part of the curve.</param>
public sealed record StudyEvent(int Zone, int Day, double Km2, EventLeft? Left)
{
    /// <summary>Every incident of the study on its ground, whenever it was, by day: its number in the study, day number and weight.</summary>
    public IReadOnlyList<(int Number, int Day, double Weight, bool Imprecise)> Incidents { get; init; } = [];

    /// <summary>Weight in [first, end).</summary>
    public double Sum(int first, int end) => Incidents.Where(i => i.Day >= first && i.Day < end).Sum(i => i.Weight);
}

/// <summary>Arrivals, or departures, laid over each other by the days from each event.</summary>
/// <param name="WindowDays">Days before and after; a whole number of bins.</param>
public sealed record EventCurve(IReadOnlyList<StudyEvent> Events, int WindowDays, int BinDays)
{
    public IEnumerable<StudyEvent> Used => Events.Where(e => e.Left is null);

    public int Bins => 2 * WindowDays / BinDays;

    /// <summary>Ground under observation at once: a place shared by two events is observed for each.</summary>
    public double Km2 => Used.Sum(e => e.Km2);

    /// <summary>Incidents in [firstDay, endDay) from an event, each once: one that several events hold weighs as many times.</summary>
    public IEnumerable<(double Weight, bool Imprecise)> Between(int firstDay, int endDay) =>
        Used.SelectMany(e => e.Incidents.Where(i => i.Day - e.Day >= firstDay && i.Day - e.Day < endDay))
            .GroupBy(i => i.Number).Select(g => (g.Sum(i => i.Weight), g.First().Imprecise));

    public double Sum(int firstDay, int endDay) => Between(firstDay, endDay).Sum(i => i.Weight);

    /// <summary>|log((after + ½) / (before + ½))|: how different after is from before, in either direction.</summary>
    public static double Statistic(double before, double after) => Math.Abs(Math.Log((after + 0.5) / (before + 0.5)));
}

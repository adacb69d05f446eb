using SahelMap.Client.Editing;
using SahelMap.Client.Map;

namespace SahelMap.Client.Panels;

/// <summary>Periods worth setting beside a first one.</summary>
public static class ComparePeriods
{
    private const int LeastDays = 28;

    /// <summary>As long as the period, and ending where it begins; whole months stay whole months.</summary>
    public static DaySpan Preceding(DaySpan a) => new(Shifted(a.From, a, -1), a.From);

    /// <summary>As long as the period, and beginning where it ends.</summary>
    public static DaySpan Following(DaySpan a) => new(a.Until, Shifted(a.Until, a, +1));

    public static DaySpan YearBefore(DaySpan a) => new(a.From.AddYears(-1), a.Until.AddYears(-1));

    /// <summary>Before a day and from it on, each as long as the period, but no longer than two years: what else changed meanwhile would drown it.</summary>
    public static (DaySpan Before, DaySpan From) Around(DateOnly day, DaySpan a)
    {
        var twoYears = new DaySpan(day, day.AddYears(2));
        var after = a.Days > twoYears.Days ? twoYears : new DaySpan(day, day.AddDays(a.Days));
        return (new DaySpan(day.AddDays(-after.Days), day), after);
    }

    /// <summary>
    /// What to begin with: the preceding period of the same length, or the following one, where the records have it; else the rest of
    /// the axis; and where the period is the whole axis, its two halves.
    /// </summary>
    public static (DaySpan A, DaySpan B) Begin(DaySpan a, DaySpan axis)
    {
        if (Preceding(a) is var before && before.From >= axis.From) return (a, before);
        if (Following(a) is var after && after.Until <= axis.Until) return (a, after);
        DaySpan early = new(axis.From, a.From), late = new(a.Until, axis.Until);
        var rest = early.Days >= late.Days ? early : late;
        if (rest.Days >= LeastDays) return (a, rest);
        var middle = a.From.AddDays(a.Days / 2);
        if (a.Days > 2 * LeastDays) middle = FirstOfMonthNear(middle);
        return (new(a.From, middle), new(middle, a.Until));
    }

    /// <summary>The second period as the address says it.</summary>
    public static string Write(DaySpan b) => $"{DraftCheck.Iso(b.From)}..{DraftCheck.Iso(b.Until)}";

    private static DateOnly FirstOfMonthNear(DateOnly day)
    {
        var near = day.AddDays(15);
        return new(near.Year, near.Month, 1);
    }

    private static DateOnly Shifted(DateOnly day, DaySpan by, int sign)
    {
        if (by.From.Day != 1 || by.Until.Day != 1) return day.AddDays(sign * by.Days);
        return day.AddMonths(sign * (12 * (by.Until.Year - by.From.Year) + by.Until.Month - by.From.Month));
    }
}

using SahelMap.Contracts;
using SahelMap.Domain.Analysis.Study;

namespace SahelMap.Server.Analyses.Studies;

/// <summary>The days that a record's stated precision leaves open.</summary>
public static class StudyDays
{
    /// <summary>Days that a bound may lie from the one stated, where a source only saw that a presence was there, or nothing is known.</summary>
    public const int LooseDays = 365;

    /// <summary>A bound of a deployment's period.</summary>
    public static DayRange Of(int day, BoundPrecision precision)
    {
        var date = DateOnly.FromDayNumber(day);
        return precision switch
        {
            BoundPrecision.Month => Within(day, new(date.Year, date.Month, 1), new DateOnly(date.Year, date.Month, 1).AddMonths(1)),
            BoundPrecision.Year => Within(day, new(date.Year, 1, 1), new(date.Year + 1, 1, 1)),
            BoundPrecision.FirstObserved => new(day - LooseDays, day, day),
            BoundPrecision.LastObserved => new(day, day, day + LooseDays),
            BoundPrecision.Unknown => new(day - LooseDays, day, day + LooseDays),
            _ => DayRange.Exactly(day),
        };
    }

    /// <summary>An incident counts on its first day; it may have been on any day of its period, which a precision of a week, a month or a year widens to that.</summary>
    public static DayRange Of(in StudyEventRow row)
    {
        var first = DateOnly.FromDayNumber(row.From);
        int last = row.Until - 1;
        var (earliest, latest) = row.DatePrecision switch
        {
            DatePrecision.Week => (row.From - 3, last + 3),
            DatePrecision.Month => (new DateOnly(first.Year, first.Month, 1).DayNumber, new DateOnly(first.Year, first.Month, 1).AddMonths(1).DayNumber - 1),
            DatePrecision.Year or DatePrecision.Unknown => (new DateOnly(first.Year, 1, 1).DayNumber, new DateOnly(first.Year + 1, 1, 1).DayNumber - 1),
            _ => (row.From, last),
        };
        // A period that says more than the precision's word is believed: it was entered as the range that is known.
        return last > row.From ? new(row.From, row.From, last) : new(Math.Min(earliest, row.From), row.From, Math.Max(latest, last));
    }

    private static DayRange Within(int day, DateOnly first, DateOnly end) => new(first.DayNumber, day, end.DayNumber - 1);
}

using SahelMap.Contracts;
using SahelMap.Domain.Analysis.Study;
using SahelMap.Domain.Deployments;

namespace SahelMap.Server.Analyses.Studies;

/// <summary>The days that a record's stated precision leaves open.</summary>
public static class StudyDays
{
    /// <summary>A deployment's first day.</summary>
    public static DayRange OfFirst(int day, BoundPrecision precision)
    {
        var (early, late) = PeriodReading.First(DateOnly.FromDayNumber(day), Known(precision));
        return new(early.DayNumber, day, late.DayNumber);
    }

    /// <summary>The first day after it: what is known of a month or a year is known of the last day in it.</summary>
    public static DayRange OfUntil(int until, BoundPrecision precision)
    {
        var (early, late) = PeriodReading.Last(DateOnly.FromDayNumber(until - 1), Known(precision));
        return new(early.DayNumber + 1, until, late.DayNumber + 1);
    }

    /// <summary>Both lists have the names of the wire; the domain knows nothing of Contracts.</summary>
    public static BoundKnown Known(BoundPrecision precision) => Enum.Parse<BoundKnown>(precision.ToString());

    /// <summary>An incident counts on its first day; it may have been on any day of its period, which a precision of a week, a month or a year widens to that.</summary>
    public static DayRange Of(in StudyEventRow row)
    {
        var first = DateOnly.FromDayNumber(row.From);
        int last = row.Until - 1;
        var (earliest, latest) = row.DatePrecision switch
        {
            DatePrecision.Week => (row.From - 3, last + 3),
            // A source that does not say how well it knows the day, as a cut of UCDP without date_prec, mostly knows it well.
            DatePrecision.Month or DatePrecision.Unknown => (new DateOnly(first.Year, first.Month, 1).DayNumber, new DateOnly(first.Year, first.Month, 1).AddMonths(1).DayNumber - 1),
            DatePrecision.Year => (new DateOnly(first.Year, 1, 1).DayNumber, new DateOnly(first.Year + 1, 1, 1).DayNumber - 1),
            _ => (row.From, last),
        };
        // A period that says more than the precision's word is believed: it was entered as the range that is known.
        return last > row.From ? new(row.From, row.From, last) : new(Math.Min(earliest, row.From), row.From, Math.Max(latest, last));
    }
}

namespace SahelMap.Domain.Deployments;

/// <summary>How well a period's first or last day is known; the names are those of the wire.</summary>
public enum BoundKnown { Day, Month, Year, FirstObserved, LastObserved, Unknown, Ongoing }

/// <summary>A period as it is stated, as long as it may have been, and as short.</summary>
/// <param name="Stated">As recorded.</param>
/// <param name="Widest">Begun as early and ended as late as it may; holds <paramref name="Stated"/>.</param>
/// <param name="Narrowest">Begun as late and ended as early as it may; null where it then holds no day.</param>
public readonly record struct PeriodReadings(DateSpan Stated, DateSpan Widest, DateSpan? Narrowest)
{
    /// <summary>A period whose days are known: all readings are one.</summary>
    public static PeriodReadings Exact(DateSpan days) => new(days, days, days);
}

/// <summary>What the stated precision of a period's bounds leaves open.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>Day, Ongoing</term><description>as stated.</description></item>
/// <item><term>Month, Year</term><description>any day of the month or year in which the stated first day, or last day, lies. The last day is the one
/// before <see cref="DateSpan.Until"/>, as people write it: until 1 November, known to the month, is an end in October.</description></item>
/// <item><term>FirstObserved</term><description>the stated first day, or up to <see cref="SlackDays"/> earlier.</description></item>
/// <item><term>LastObserved</term><description>the stated last day, or up to <see cref="SlackDays"/> later.</description></item>
/// <item><term>Unknown</term><description>up to <see cref="SlackDays"/> either way.</description></item>
/// </list>
/// A period without end has none in any reading, whatever its precision says.
/// </remarks>
public static class PeriodReading
{
    /// <summary>
    /// Days by which a bound that is only observed, or not known, may be off. A year: the sources of such records (annual and
    /// quarterly reports, press visits) come round at least that often, and a presence of years that nobody saw is not what
    /// they stand for; without a limit one poorly known site would meet everything that ever was near it.
    /// </summary>
    public const int SlackDays = 365;

    /// <param name="stated">The days; where a role ended before the presence did, the days of the role.</param>
    /// <param name="from">Of the first day. What only an end can be (LastObserved, Ongoing) is read as Day.</param>
    /// <param name="until">Of the last day; Day where a role ended on a known day. FirstObserved is read as Day.</param>
    public static PeriodReadings Of(DateSpan stated, BoundKnown from, BoundKnown until)
    {
        var (firstEarly, firstLate) = First(stated.From, from);
        if (stated.Until is not { } end)
            return new PeriodReadings(stated, new DateSpan(firstEarly, null), new DateSpan(firstLate, null));
        var (lastEarly, lastLate) = Last(end.AddDays(-1), until);
        return new PeriodReadings(
            stated,
            new DateSpan(firstEarly, After(lastLate)),
            firstLate <= lastEarly ? new DateSpan(firstLate, After(lastEarly)) : null);
    }

    /// <summary>The days that a period's first day may have been.</summary>
    public static (DateOnly Early, DateOnly Late) First(DateOnly day, BoundKnown known) => known switch
    {
        BoundKnown.FirstObserved => (Add(day, -SlackDays), day),
        _ => Either(day, known),
    };

    /// <summary>The days that a period's last day, the one before its Until, may have been.</summary>
    public static (DateOnly Early, DateOnly Late) Last(DateOnly day, BoundKnown known) => known switch
    {
        BoundKnown.LastObserved => (day, Add(day, SlackDays)),
        _ => Either(day, known),
    };

    private static (DateOnly Early, DateOnly Late) Either(DateOnly day, BoundKnown known) => known switch
    {
        BoundKnown.Month => (new DateOnly(day.Year, day.Month, 1), new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month))),
        BoundKnown.Year => (new DateOnly(day.Year, 1, 1), new DateOnly(day.Year, 12, 31)),
        BoundKnown.Unknown => (Add(day, -SlackDays), Add(day, SlackDays)),
        _ => (day, day),
    };

    /// <summary>Days before the year 1 and after 9999 do not exist.</summary>
    private static DateOnly Add(DateOnly day, int days) =>
        DateOnly.FromDayNumber(Math.Clamp(day.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));

    private static DateOnly? After(DateOnly last) => last == DateOnly.MaxValue ? null : last.AddDays(1);
}

using System.Globalization;

namespace SahelMap.Domain;

/// <summary>
/// A period of whole days, half-open as PostgreSQL's <c>daterange</c> is: [From, Until).
/// Until is the first day outside; null means ongoing.
/// </summary>
public readonly record struct DateSpan
{
    /// <exception cref="ArgumentException">The period holds no day: <paramref name="until"/> is not after <paramref name="from"/>.</exception>
    public DateSpan(DateOnly from, DateOnly? until)
    {
        if (until <= from)
            throw new ArgumentException(
                $"A period must hold at least one day: from {Iso(from)} until {Iso(until.Value)} (the first day outside) holds none.",
                nameof(until));
        From = from;
        Until = until;
    }

    public DateOnly From { get; }

    /// <summary>First day outside; null: ongoing.</summary>
    public DateOnly? Until { get; }

    public bool IsOngoing => Until is null;

    public bool Contains(DateOnly day) => day >= From && (Until is null || day < Until);

    /// <summary>Do the two share a day? [a, b) and [b, c) do not.</summary>
    public bool Intersects(DateSpan other) =>
        (Until is null || other.From < Until) && (other.Until is null || From < other.Until);

    /// <summary>The days in both, or null where there is none.</summary>
    public DateSpan? Intersect(DateSpan other)
    {
        if (!Intersects(other))
            return null;
        var from = From > other.From ? From : other.From;
        var until = Until is null || other.Until < Until ? other.Until : Until;
        return new DateSpan(from, until);
    }

    /// <summary>Days from <see cref="From"/> up to and including <paramref name="today"/>, or to the end where that comes first; 0 before the period begins.</summary>
    public int Days(DateOnly today)
    {
        // Day numbers, because the day after DateOnly.MaxValue does not exist.
        var tomorrow = today.DayNumber + 1;
        var end = Until is { } until ? Math.Min(until.DayNumber, tomorrow) : tomorrow;
        return Math.Max(0, end - From.DayNumber);
    }

    public void Deconstruct(out DateOnly from, out DateOnly? until) => (from, until) = (From, Until);

    /// <summary>ISO 8601, such as "2013-07-01/2023-10-01" or, ongoing, "2021-12-01/..".</summary>
    public override string ToString() => $"{Iso(From)}/{(Until is { } until ? Iso(until) : "..")}";

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}

using System.Globalization;
using SahelMap.Contracts;

namespace SahelMap.Client.I18n;

/// <summary>Days, spans and numbers as people write them. Days shown are inclusive; the data's "until" is exclusive.</summary>
public static class Wording
{
    /// <summary>An actor's short name: where French has another, that.</summary>
    public static string Short(this Text text, Actor actor) => text.Short(actor, actor.Code);

    /// <summary>The same where the actor may not have come yet.</summary>
    public static string Short(this Text text, Actor? actor, string code) => text.Or("map.short." + code, actor?.ShortName ?? code);

    /// <summary>As panels list an actor: "Operation Barkhane", else its short name.</summary>
    public static string Named(this Text text, Actor actor) => text.Or("actor." + actor.Code, text.Short(actor));

    public static string Number(this Text text, double n) => n.ToString("N0", text.Culture);

    /// <summary>Square kilometres with as many digits as mean something.</summary>
    public static string Km2(this Text text, double km2) => text.Digits(km2) + "\u00a0km²";

    /// <summary>Square kilometres times days; millions where there are millions.</summary>
    public static string Km2Days(this Text text, double km2Days) => km2Days >= 1_000_000
        ? text["unit.millionKm2Days", (km2Days / 1_000_000).ToString(km2Days >= 100_000_000 ? "N0" : "N1", text.Culture)]
        : text["unit.km2Days", text.Digits(km2Days)];

    public static string Share(this Text text, double share) =>
        share is > 0 and < 0.001 ? "<\u00a0" + text.Percent(0.001, "0.#") : text.Percent(share, share >= 0.1 ? "0" : "0.#");

    /// <summary>"27 March 2020", "1er mars 2022".</summary>
    public static string Day(this Text text, DateOnly day) => text.Write(day, "d MMMM yyyy");

    /// <summary>"27 Mar 2020": where room is short.</summary>
    public static string ShortDay(this Text text, DateOnly day) => text.Write(day, "d MMM yyyy");

    /// <summary>The chosen period: months where it is made of whole months, else days.</summary>
    public static string Period(this Text text, DateOnly from, DateOnly until)
    {
        if (from == default || until == default) return "";
        var last = until.AddDays(-1);
        if (from.Day != 1 || until.Day != 1) return from == last ? text.ShortDay(from) : $"{text.ShortDay(from)} – {text.ShortDay(last)}";
        return from.Year == last.Year && from.Month == last.Month
            ? text.Write(from, "MMMM yyyy")
            : $"{text.Write(from, "MMM yyyy")} – {text.Write(last, "MMM yyyy")}";
    }

    /// <summary>Two ends known to the day; "16 – 18 March 2022" where they share the month.</summary>
    public static string Days(this Text text, DateOnly from, DateOnly? until)
    {
        if (until is not { } end) return text["date.since", text.Day(from)];
        var last = end.AddDays(-1);
        if (last <= from) return text.Day(from);
        var first = from.Year != last.Year ? "d MMMM yyyy" : from.Month != last.Month ? "d MMMM" : "%d";
        return $"{text.Write(from, first)} – {text.Day(last)}";
    }

    /// <summary>As <see cref="Days"/>, in a list.</summary>
    public static string ShortDays(this Text text, DateOnly from, DateOnly? until) =>
        until is not { } end ? text["date.since", text.ShortDay(from)]
        : end <= from.AddDays(1) ? text.ShortDay(from)
        : $"{text.ShortDay(from)} – {text.ShortDay(end.AddDays(-1))}";

    /// <summary>When an incident happened, never more precisely than it is known.</summary>
    public static string When(this Text text, DateOnly from, DateOnly until, DatePrecision precision) => precision switch
    {
        DatePrecision.Month => text.Units(from, until, "MMMM yyyy"),
        DatePrecision.Year => text.Units(from, until, "yyyy"),
        DatePrecision.Week => text["date.aboutWeek", text.Days(from, until)],
        DatePrecision.Unknown => text["date.notVerified", text.Days(from, until)],
        _ => text.Days(from, until),
    };

    /// <summary>A deployment's first day, to the precision that is known.</summary>
    public static string FirstDay(this Text text, DeploymentProperties d) => d.FromPrecision switch
    {
        BoundPrecision.Month => text.Write(d.From, "MMMM yyyy"),
        BoundPrecision.Year => text.Write(d.From, "yyyy"),
        BoundPrecision.FirstObserved => text["date.firstObserved", text.Write(d.From, "MMMM yyyy")],
        BoundPrecision.Unknown => text["date.startNotKnown", text.Write(d.From, "MMMM yyyy")],
        _ => text.Day(d.From),
    };

    /// <summary>A deployment's last day, inclusive, to the precision that is known.</summary>
    public static string LastDay(this Text text, DeploymentProperties d)
    {
        if (d.Until is not { } until) return text["date.ongoing"];
        var last = until.AddDays(-1);
        return d.UntilPrecision switch
        {
            BoundPrecision.Month => text.Write(last, "MMMM yyyy"),
            BoundPrecision.Year => text.Write(last, "yyyy"),
            BoundPrecision.LastObserved => text["date.lastObserved", text.Write(last, "MMMM yyyy")],
            BoundPrecision.Unknown => text["date.endNotKnown", text.Day(last)],
            BoundPrecision.Ongoing => text["date.ongoing"],
            _ => text.Day(last),
        };
    }

    /// <summary>A figure with its range where the source gives one: "500", "500 (350 – 600)".</summary>
    public static string WithRange(this Text text, int? low, int? best, int? high)
    {
        var range = (low, high) switch
        {
            ({ } l, { } h) when l != h || best is null => $"{text.Number(l)} – {text.Number(h)}",
            ({ } l, null) when l != best => text["range.atLeast", text.Number(l)],
            (null, { } h) when h != best => text["range.atMost", text.Number(h)],
            _ => null,
        };
        return best is not { } b ? range ?? text["value.notKnown"] : range is null ? text.Number(b) : $"{text.Number(b)} ({range})";
    }

    /// <summary>How a fact was obtained: the words of geodata/README.md, and their sums.</summary>
    public static string BasisInWords(this Text text, string basis)
    {
        if (text.Has("basis." + basis)) return text["basis." + basis];
        var parts = basis.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return string.Join(" + ", parts.Select(part =>
        {
            var word = part.Split(' ', 2);
            return text.Or("basis." + word[0], word[0]) + (word.Length > 1 ? " " + word[1] : "");
        }));
    }

    private static string Units(this Text text, DateOnly from, DateOnly until, string format)
    {
        var (first, last) = (text.Write(from, format), text.Write(until.AddDays(-1), format));
        return first == last ? first : $"{first} – {last}";
    }

    private static string Digits(this Text text, double n) =>
        n.ToString(n >= 100 ? "N0" : n >= 1 ? "N1" : "0.###", text.Culture);

    private static string Percent(this Text text, double share, string format) =>
        text["unit.percent", (share * 100).ToString(format, text.Culture)];

    private static string Write(this Text text, DateOnly day, string format)
    {
        var written = day.ToString(format, text.Culture);
        // French writes the first of a month as an ordinal.
        return text.Language == "fr" && day.Day == 1 && format.Contains('d', StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"1er{written[1..]}")
            : written;
    }
}

using System.Globalization;
using SahelMap.Server.Filtering;

namespace SahelMap.Server.Exports;

/// <summary>A filter in words, for whoever finds the file a year later.</summary>
public static class FilterWords
{
    public static string Of(Filter filter)
    {
        List<string> parts = [];
        List("actor", "actors", filter.Actors);
        List("kind", "kinds", filter.Kinds?.Select(k => k.ToString()));
        List("role", "roles", filter.Roles?.Select(r => r.ToString()));
        List("type", "types", filter.Types?.Select(t => t.ToString()));
        if (filter.From is { } from) parts.Add($"from {Day(from)}");
        if (filter.Until is { } until) parts.Add($"before {Day(until)}");
        if (filter.Bbox is { } b)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"inside longitude {b.MinX} to {b.MaxX}, latitude {b.MinY} to {b.MaxY}"));
        List("country", "countries", filter.Countries);
        List("region", "regions", filter.Admin1);
        if (filter.MinDeaths is { } deaths) parts.Add(string.Create(CultureInfo.InvariantCulture, $"at least {deaths} deaths (best estimate)"));
        List("data set", "data sets", filter.Sources);
        if (filter.Words is { } words) parts.Add($"text \"{words}\"");
        if (filter.AsOf is { } instant) parts.Add($"as known at {instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC");
        return parts.Count == 0 ? "everything" : string.Join("; ", parts);

        void List(string one, string several, IEnumerable<string>? values)
        {
            if (values?.ToList() is { Count: > 0 } list) parts.Add($"{(list.Count == 1 ? one : several)} {string.Join(", ", list)}");
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

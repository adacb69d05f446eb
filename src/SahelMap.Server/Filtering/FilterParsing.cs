using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using NetTopologySuite.Geometries;
using SahelMap.Contracts;

namespace SahelMap.Server.Filtering;

public sealed partial record Filter
{
    private const int LongestList = 200;
    private const int LongestWords = 200;

    /// <summary>Reads the filter from a query string.</summary>
    /// <param name="query">The whole query string: what is neither the filter's nor in <paramref name="alsoAllowed"/> is refused.</param>
    /// <param name="alsoAllowed">The endpoint's own parameters.</param>
    /// <param name="filter">The filter, or <see cref="None"/>.</param>
    /// <param name="problem">400 that names the parameter, what came and what is accepted.</param>
    /// <param name="only">Names of the filter's parameters that the endpoint takes; null: all.</param>
    /// <param name="clock">For <c>asOf</c>; null: the system's.</param>
    /// <remarks>Codes of actors and ids of regions are checked against the database by <see cref="KnownNamesCheck"/>, for every data route.</remarks>
    public static bool TryParse(
        IQueryCollection query, IEnumerable<string> alsoAllowed, out Filter filter, [NotNullWhen(false)] out ProblemDetails? problem,
        IReadOnlyCollection<string>? only = null, TimeProvider? clock = null)
    {
        filter = None;
        string[] allowed = [.. FilterParameters.All.Select(p => p.Name).Where(n => only is null || only.Contains(n)), .. alsoAllowed];
        problem = Query.RefuseOthers(query, allowed);
        if (problem is not null) return false;

        var values = new QueryReader(query);
        var read = new Filter
        {
            Actors = values.List(FilterParameters.Actor),
            Kinds = values.Names<DeploymentKind>(FilterParameters.Kind),
            Roles = values.Names<Norm>(FilterParameters.Role),
            Types = values.Names<IncidentType>(FilterParameters.Type),
            From = values.Day(FilterParameters.From),
            Until = values.Day(FilterParameters.Until),
            Bbox = Box(values),
            Countries = values.List(FilterParameters.Country, CountryCode(), upper: true),
            Admin1 = values.List(FilterParameters.Admin1, RegionId()),
            MinDeaths = values.WholeNumber(FilterParameters.MinDeaths, 0, int.MaxValue),
            Sources = values.List(FilterParameters.Source),
            Words = Text(values),
            AsOf = Instant(values, clock ?? TimeProvider.System),
        };
        RefuseRestricted(values);
        if (read is { From: { } from, Until: { } until } && until <= from)
            values.Refuse(FilterParameters.Until, until.ToString("O", CultureInfo.InvariantCulture),
                $"a day after from, which is {from.ToString("O", CultureInfo.InvariantCulture)}; until is the first day outside");

        problem = values.Problem;
        if (problem is not null) return false;
        filter = read;
        return true;
    }

    private static Envelope? Box(QueryReader values)
    {
        if (values.Text(FilterParameters.Bbox) is not { } text) return null;
        var parts = text.Split(',');
        var n = new double[4];
        for (var i = 0; i < 4; i++)
        {
            if (parts.Length == 4 && double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out n[i]) && double.IsFinite(n[i])) continue;
            return values.Refuse<Envelope?>(FilterParameters.Bbox, text, $"four numbers: {FilterParameters.Bbox.Accepts}");
        }
        if (n[0] is < -180 or > 180 || n[2] is < -180 or > 180)
            return values.Refuse<Envelope?>(FilterParameters.Bbox, text, "longitudes from -180 to 180");
        if (n[1] is < -90 or > 90 || n[3] is < -90 or > 90)
            return values.Refuse<Envelope?>(FilterParameters.Bbox, text, "latitudes from -90 to 90");
        if (n[0] >= n[2])
            return values.Refuse<Envelope?>(FilterParameters.Bbox, text,
                "minLon less than maxLon; a box that crosses longitude 180 is not taken, ask for its two halves");
        if (n[1] >= n[3])
            return values.Refuse<Envelope?>(FilterParameters.Bbox, text, "minLat less than maxLat");
        return new Envelope(n[0], n[2], n[1], n[3]);
    }

    private static string? Text(QueryReader values)
    {
        var text = values.Text(FilterParameters.Words)?.Trim();
        return text is null or { Length: > 0 and <= LongestWords } && text?.Contains('\0', StringComparison.Ordinal) != true && text?.Any(char.IsLetterOrDigit) != false
            ? text
            : values.Refuse<string?>(FilterParameters.Words, text, FilterParameters.Words.Accepts);
    }

    private static DateTimeOffset? Instant(QueryReader values, TimeProvider clock)
    {
        if (values.Text(FilterParameters.AsOf) is not { } text) return null;
        if (!Rfc3339().IsMatch(text) || !DateTimeOffset.TryParse(text.ToUpperInvariant(), CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
            return values.Refuse<DateTimeOffset?>(FilterParameters.AsOf, text,
                FilterParameters.AsOf.Accepts + (text.Contains(' ', StringComparison.Ordinal) ? "; a + in a query string is written %2B" : ""));
        return instant <= clock.GetUtcNow()
            ? instant.ToUniversalTime()
            : values.Refuse<DateTimeOffset?>(FilterParameters.AsOf, text, "an instant that is not in the future");
    }

    private static void RefuseRestricted(QueryReader values)
    {
        if (values.List(FilterParameters.Visibility) is not { } asked) return;
        if (asked.Contains("restricted"))
            values.Refuse(FilterParameters.Visibility, "restricted", "public; restricted records need sign-in, which this server does not have yet");
        else if (asked.Any(v => v != "public"))
            values.Refuse(FilterParameters.Visibility, string.Join(',', asked), "public");
    }

    [GeneratedRegex("^[A-Za-z]{2}$")]
    private static partial Regex CountryCode();

    [GeneratedRegex("^[A-Z]{2}/.+$")]
    private static partial Regex RegionId();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,7})?([Zz]|[+-]\d{2}:\d{2})$")]
    private static partial Regex Rfc3339();

    /// <summary>Reads the values and keeps the first that is wrong.</summary>
    private sealed class QueryReader(IQueryCollection query)
    {
        public ProblemDetails? Problem { get; private set; }

        public string? Text(QueryParameter parameter) => query.TryGetValue(parameter.Name, out var value) ? value.ToString() : null;

        public IReadOnlyList<string>? List(QueryParameter parameter, Regex? form = null, bool upper = false)
        {
            if (Text(parameter) is not { } text) return null;
            var items = text.Split(',', StringSplitOptions.TrimEntries);
            if (items.Length > LongestList)
                return Refuse<IReadOnlyList<string>?>(parameter, $"{items.Length} values", $"up to {LongestList} values");
            foreach (var item in items)
                if (item.Length is 0 or > 200 || item.Contains('\0', StringComparison.Ordinal) || form?.IsMatch(item) == false)
                    return Refuse<IReadOnlyList<string>?>(parameter, item.Length == 0 ? text : item, parameter.Accepts);
            return [.. items.Select(i => upper ? i.ToUpperInvariant() : i).Distinct(StringComparer.Ordinal)];
        }

        public IReadOnlyList<T>? Names<T>(QueryParameter parameter) where T : struct, Enum
        {
            if (List(parameter) is not { } items) return null;
            var values = new List<T>(items.Count);
            foreach (var item in items)
            {
                // A number parses as any enum: only names count.
                if (Enum.GetNames<T>().FirstOrDefault(n => n.Equals(item, StringComparison.OrdinalIgnoreCase)) is not { } name)
                    return Refuse<IReadOnlyList<T>?>(parameter, item, parameter.Accepts, NearestName.To(item, Enum.GetNames<T>()));
                values.Add(Enum.Parse<T>(name));
            }
            return [.. values.Distinct()];
        }

        public DateOnly? Day(QueryParameter parameter)
        {
            if (Text(parameter) is not { } text) return null;
            return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : Refuse<DateOnly?>(parameter, text, "a day that exists, as YYYY-MM-DD");
        }

        public int? WholeNumber(QueryParameter parameter, int least, int most)
        {
            if (Text(parameter) is not { } text) return null;
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : Refuse<int?>(parameter, text, parameter.Accepts);
        }

        public T? Refuse<T>(QueryParameter parameter, string? found, string expected, string? nearest = null)
        {
            Refuse(parameter, found, expected, nearest);
            return default;
        }

        public void Refuse(QueryParameter parameter, string? found, string expected, string? nearest = null) =>
            Problem ??= Problems.Problem.BadParameter(parameter.Name, found, expected, nearest);
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Analyses.Overlaps;

public enum OverlapOrder { Km2, Incidents, Days }

/// <summary>The overlap routes' own parameters.</summary>
public sealed record OverlapOptions
{
    private const int MostRows = 100_000;

    public static readonly QueryParameter SortParameter = new("sort", "km2, incidents or days", "What the list is ordered by, the largest first.",
        ParameterShape.Text, ["km2", "incidents", "days"]);

    public static readonly QueryParameter GeometryParameter = new("geometry", "full or none", "none leaves the shared ground out.",
        ParameterShape.Text, ["full", "none"]);

    public static readonly QueryParameter ToleranceParameter = Filtering.Tolerance.Parameter(
        "Simplifies the shared ground for display: points may move by so many degrees; each ground stays valid. Areas are those of the full ground.");

    public static readonly QueryParameter LimitParameter = new("limit", "a whole number from 1 to 100000", "As many pairs at most; all without it.",
        ParameterShape.WholeNumber, Example: "20");

    public static readonly QueryParameter[] OfList = [SortParameter, GeometryParameter, ToleranceParameter, LimitParameter];
    public static readonly QueryParameter[] OfOne = [GeometryParameter, ToleranceParameter];

    public OverlapOrder Sort { get; init; }
    public bool Geometry { get; init; } = true;
    public double Tolerance { get; init; }
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>Reads the filter and those of our own parameters that the route takes.</summary>
    public static bool TryParse(
        IQueryCollection query, QueryParameter[] own, TimeProvider clock, out Filter filter, out OverlapOptions options, [NotNullWhen(false)] out ProblemDetails? problem)
    {
        options = new();
        if (!Filter.TryParse(query, own.Select(p => p.Name), out filter, out problem, clock: clock)) return false;

        if (query["sort"].ToString() is { Length: > 0 } sort)
        {
            if (!SortParameter.Names!.Contains(sort, StringComparer.OrdinalIgnoreCase)) return Refuse(SortParameter, sort, out problem);
            options = options with { Sort = Enum.Parse<OverlapOrder>(sort, ignoreCase: true) };
        }
        if (query["geometry"].ToString() is { Length: > 0 } geometry)
        {
            if (!GeometryParameter.Names!.Contains(geometry, StringComparer.OrdinalIgnoreCase)) return Refuse(GeometryParameter, geometry, out problem);
            options = options with { Geometry = !geometry.Equals("none", StringComparison.OrdinalIgnoreCase) };
        }
        if (!Filtering.Tolerance.TryParse(query, out var degrees, out problem)) return false;
        options = options with { Tolerance = degrees };
        if (query["limit"].ToString() is { Length: > 0 } limit)
        {
            if (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) || rows is not (>= 1 and <= MostRows))
                return Refuse(LimitParameter, limit, out problem);
            options = options with { Limit = rows };
        }
        return true;
    }

    /// <summary>Rows come with the largest ground first and keep that order among equals.</summary>
    public IEnumerable<OverlapRow> Order(IEnumerable<OverlapRow> rows) => Sort switch
    {
        OverlapOrder.Incidents => rows.OrderByDescending(r => r.Overlap.Incidents).Take(Limit),
        OverlapOrder.Days => rows.OrderByDescending(r => r.Overlap.Days).Take(Limit),
        _ => rows.Take(Limit),
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sort} {Geometry} {Tolerance} {Limit}");

    private static bool Refuse(QueryParameter parameter, string found, out ProblemDetails problem)
    {
        problem = Problem.BadParameter(parameter.Name, found, parameter.Accepts);
        return false;
    }
}

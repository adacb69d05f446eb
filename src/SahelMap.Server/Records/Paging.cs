using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Records;

/// <summary>Where a page begins and how long it is. Pages follow (first day, id), an order that an index gives.</summary>
/// <param name="Limit">Records on the page, at most.</param>
/// <param name="First">Key of the page's first record; null: the first page.</param>
/// <param name="Count">Whether the number of all records that pass is wanted.</param>
public sealed record Paging(int Limit, PageKey? First, bool Count)
{
    public const int DefaultLimit = 1000;
    public const int MaximumLimit = 10_000;

    public static readonly QueryParameter LimitParameter = new("limit", $"a whole number from 1 to {MaximumLimit}",
        $"Records on a page, at most; 1 to {MaximumLimit}, {DefaultLimit} when left out.", ParameterShape.WholeNumber, Example: "100");

    public static readonly QueryParameter AfterParameter = new("after", "the text that a next link holds", "Where the page begins: taken from the next link of the page before.");

    public static readonly QueryParameter CountParameter = new("count", "true or false", "Whether to say numberMatched, the number of all records that pass.", ParameterShape.YesNo);

    public static readonly QueryParameter ToleranceParameter = Filtering.Tolerance.Parameter(
        "Simplifies the areas for display: points may move by so many degrees, and have five decimals; each area stays valid.");

    public static readonly QueryParameter[] Parameters = [LimitParameter, AfterParameter, CountParameter];

    /// <summary>What a page of the layer takes: only areas can be simplified.</summary>
    public static QueryParameter[] ParametersOf(Layer layer) => layer == Layer.Deployments ? [.. Parameters, ToleranceParameter] : Parameters;

    /// <summary>Of areas, in degrees; 0: as they are.</summary>
    public double Tolerance { get; private init; }

    public static bool TryParse(IQueryCollection query, [NotNullWhen(true)] out Paging? paging, [NotNullWhen(false)] out ProblemDetails? problem)
    {
        (paging, problem) = (null, null);
        var limit = DefaultLimit;
        if (query.TryGetValue("limit", out var l) && (!int.TryParse(l, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaximumLimit))
        {
            problem = Problem.BadParameter("limit", l, LimitParameter.Accepts);
            return false;
        }
        PageKey? first = null;
        if (query.TryGetValue("after", out var a) && (first = PageKey.TryParse(a.ToString())) is null)
        {
            problem = Problem.BadParameter("after", a, AfterParameter.Accepts);
            return false;
        }
        if (query.TryGetValue("count", out var c) && c.ToString() is not ("true" or "false"))
        {
            problem = Problem.BadParameter("count", c, CountParameter.Accepts);
            return false;
        }
        if (!Filtering.Tolerance.TryParse(query, out var tolerance, out problem)) return false;
        paging = new Paging(limit, first, c.ToString() == "true") { Tolerance = tolerance };
        return true;
    }

    /// <summary>The page as it would be asked for, in one canonical form.</summary>
    public string Query(Filter filter)
    {
        var own = string.Create(CultureInfo.InvariantCulture, $"limit={Limit}{(Count ? "&count=true" : "")}{(First is { } f ? $"&after={f}" : "")}");
        if (Tolerance > 0) own += "&tolerance=" + Tolerance.ToString(CultureInfo.InvariantCulture);
        return filter.ToQuery() is { Length: > 0 } text ? $"{text}&{own}" : own;
    }
}

/// <summary>A record's place in the order of pages; opaque to clients.</summary>
public readonly record struct PageKey(DateOnly Day, Guid Id)
{
    public static PageKey? TryParse(string text)
    {
        if (text.Length > 200 || !Base64Url.IsValid(text)) return null;
        return FromDatabase(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)));
    }

    /// <summary>"2022-03-27|0d3e…", as the page queries give it.</summary>
    public static PageKey? FromDatabase(string text) =>
        text.Split('|') is [var day, var id]
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d)
            && Guid.TryParseExact(id, "D", out var g) ? new PageKey(d, g) : null;

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd}|{Id:D}")));
}

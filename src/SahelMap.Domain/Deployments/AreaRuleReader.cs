using System.Diagnostics.CodeAnalysis;

namespace SahelMap.Domain.Deployments;

/// <summary>Makes an <see cref="AreaRule"/> of the flat members that it has on the wire and in the database.</summary>
public static class AreaRuleReader
{
    /// <summary>False, with the reason, where a member that the kind needs is missing or its pairs are no pairs. Names and numbers are checked when the rule runs.</summary>
    public static bool TryRead(
        string? kind, IReadOnlyList<string>? regions, IReadOnlyList<string>? countries,
        IReadOnlyList<IReadOnlyList<string>>? between, IReadOnlyList<string>? within,
        double? lon, double? lat, double? km,
        [NotNullWhen(true)] out AreaRule? rule, [NotNullWhen(false)] out AreaRejected? rejected)
    {
        (rule, rejected) = kind switch
        {
            "Regions" => regions is null ? Missing("regions", "a list of region ids, such as ML/Gao") : Read(new RegionsRule(regions)),
            "Countries" => countries is null ? Missing("countries", "a list of country codes, such as ML") : Read(new CountriesRule(countries)),
            "Border" => between is null ? Missing("between", "a list of pairs of country codes, such as [\"ML\", \"NE\"]")
                : km is null ? Missing("km", "the distance in km either side of the border")
                : Border(between, within, km.Value),
            "Radius" => lon is null ? Missing("lon", "degrees of longitude")
                : lat is null ? Missing("lat", "degrees of latitude")
                : km is null ? Missing("km", "the radius in km")
                : Read(new RadiusRule(lon.Value, lat.Value, km.Value)),
            "Drawn" => Read(new DrawnRule()),
            _ => (null, new AreaRejected("rule.kind", kind ?? "nothing", "Regions, Countries, Border, Radius or Drawn")),
        };
        return rule is not null;
    }

    private static (AreaRule?, AreaRejected?) Border(IReadOnlyList<IReadOnlyList<string>> between, IReadOnlyList<string>? within, double km)
    {
        var pairs = new CountryPair[between.Count];
        for (var i = 0; i < between.Count; i++)
        {
            if (between[i] is not [{ } a, { } b])
                return (null, new AreaRejected(
                    $"rule.between[{i}]", between[i] is null ? "nothing" : $"[{string.Join(", ", between[i])}]", "two country codes"));
            pairs[i] = new CountryPair(a, b);
        }
        return Read(new BorderRule(pairs, km, within));
    }

    private static (AreaRule?, AreaRejected?) Read(AreaRule rule) => (rule, null);

    private static (AreaRule?, AreaRejected?) Missing(string member, string expected) =>
        (null, new AreaRejected($"rule.{member}", "nothing", expected));
}

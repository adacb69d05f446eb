namespace SahelMap.Domain.Deployments;

/// <summary>
/// How a deployment's area is made. The rule is stored beside the area, so that it can be changed and run again;
/// <see cref="AreaRules"/> reads and runs it.
/// </summary>
public abstract record AreaRule;

/// <summary>The union of first-level regions, by their ids in the basemap, such as ML/Gao.</summary>
public sealed record RegionsRule(IReadOnlyList<string> Regions) : AreaRule;

/// <summary>The union of whole countries, by ISO 3166 alpha-2 code.</summary>
public sealed record CountriesRule(IReadOnlyList<string> Countries) : AreaRule;

/// <summary>A strip either side of the borders that pairs of countries share.</summary>
/// <param name="Between">The pairs, such as ML and NE.</param>
/// <param name="Km">Distance either side.</param>
/// <param name="Within">Countries that the strip is cut to; null: no cut.</param>
public sealed record BorderRule(IReadOnlyList<CountryPair> Between, double Km, IReadOnlyList<string>? Within = null) : AreaRule;

/// <summary>Everything within so many kilometres of a point, WGS 84 lon/lat.</summary>
public sealed record RadiusRule(double Lon, double Lat, double Km) : AreaRule;

/// <summary>A polygon that somebody drew: the area is what was drawn.</summary>
public sealed record DrawnRule : AreaRule;

/// <summary>Two ISO 3166 alpha-2 codes; the order does not matter.</summary>
public readonly record struct CountryPair(string A, string B)
{
    public override string ToString() => $"{A}-{B}";
}

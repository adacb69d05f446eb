using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using SahelMap.Domain.Geodesy;

namespace SahelMap.Domain.Deployments;

/// <summary>Runs area rules against a basemap. The same rule and basemap give the same area, coordinate for coordinate.</summary>
/// <remarks>
/// Unions and cuts are OverlayNG on a grid of 1e-9° (a tenth of a millimetre): borders that regions share dissolve
/// even where the two sides differ by rounding, and no sliver stays. Thread-safe where the basemap is.
/// </remarks>
public static class AreaRules
{
    /// <summary>The longest distance that a rule may name.</summary>
    public const double MaximumKm = 1000;

    /// <param name="rule">The rule.</param>
    /// <param name="basemap">Where its regions and countries are looked up.</param>
    /// <param name="drawn">The drawing that <see cref="DrawnRule"/> takes; other rules ignore it.</param>
    public static AreaResult Build(AreaRule rule, IBasemapAreas basemap, Geometry? drawn = null) => rule switch
    {
        RegionsRule r => Union(r.Regions, basemap.Region, "rule.regions", basemap.RegionIds, "region of the basemap"),
        CountriesRule c => Union(c.Countries, basemap.Country, "rule.countries", basemap.CountryCodes, "country of the basemap"),
        BorderRule b => Border(b, basemap),
        RadiusRule r => Radius(r),
        DrawnRule => Drawn(drawn),
        _ => throw new ArgumentException($"No way to build a {rule.GetType().Name}.", nameof(rule)),
    };

    private static AreaResult Union(
        IReadOnlyList<string> names, Func<string, Geometry?> find, string place, IReadOnlyCollection<string> known, string what)
    {
        if (names.Count == 0)
            return new AreaRejected(place, "an empty list", $"at least one {what}, such as {NearNames.Examples(known)}");
        var areas = new List<Geometry>(names.Count);
        for (var i = 0; i < names.Count; i++)
        {
            if (find(names[i]) is not { } area)
                return Unknown($"{place}[{i}]", names[i], known, what);
            areas.Add(area);
        }
        return Finish(UnaryUnionNG.Union(areas, Wgs84.Factory, GeodesicBuffer.Grid), place);
    }

    private static AreaResult Border(BorderRule rule, IBasemapAreas basemap)
    {
        if (KmRejected(rule.Km) is { } km)
            return km;
        if (rule.Between.Count == 0)
            return new AreaRejected("rule.between", "an empty list", "at least one pair of countries that share a border, such as ML and NE");

        var strips = new List<Geometry>(rule.Between.Count);
        for (var i = 0; i < rule.Between.Count; i++)
        {
            var (a, b) = rule.Between[i];
            var place = $"rule.between[{i}]";
            if (basemap.Country(a) is not { } first)
                return Unknown(place, a, basemap.CountryCodes, "country of the basemap");
            if (basemap.Country(b) is not { } second)
                return Unknown(place, b, basemap.CountryCodes, "country of the basemap");
            if (a == b)
                return new AreaRejected(place, $"{a} twice", "two different countries");
            // One order, so that a pair gives the same area whichever way round it is written.
            var border = string.CompareOrdinal(a, b) < 0 ? SharedBorder.Between(first, second) : SharedBorder.Between(second, first);
            if (border is null)
                return new AreaRejected(place, $"{a} and {b}, which share no border", $"a neighbour of {a}: {Neighbours(a, first, basemap)}");
            strips.Add(GeodesicBuffer.AroundLine(border, rule.Km));
        }
        var strip = UnaryUnionNG.Union(strips, Wgs84.Factory, GeodesicBuffer.Grid);
        if (rule.Within is null)
            return Finish(strip, "rule.km");

        var within = Union(rule.Within, basemap.Country, "rule.within", basemap.CountryCodes, "country of the basemap");
        return within is AreaBuilt { Area: var countries }
            ? Finish(OverlayNG.Overlay(strip, countries, SpatialFunction.Intersection, GeodesicBuffer.Grid), "rule.within")
            : within;
    }

    private static AreaResult Radius(RadiusRule rule)
    {
        if (KmRejected(rule.Km) is { } km)
            return km;
        if (!(Math.Abs(rule.Lon) <= 180))
            return new AreaRejected("rule.lon", Text(rule.Lon), "degrees of longitude from -180 to 180");
        if (!(Math.Abs(rule.Lat) <= 90))
            return new AreaRejected("rule.lat", Text(rule.Lat), "degrees of latitude from -90 to 90");
        if (GeodesicBuffer.ReachesPole(rule.Lat, rule.Km))
            return new AreaRejected("rule.km", Text(rule.Km), "a circle that does not reach a pole");
        var circle = GeodesicBuffer.AroundPoint(rule.Lon, rule.Lat, rule.Km);
        return circle.EnvelopeInternal is { MinX: >= -180, MaxX: <= 180 }
            ? Finish(circle, "rule.km")
            : new AreaRejected("rule.km", Text(rule.Km), "a circle that does not cross longitude 180");
    }

    private static AreaResult Drawn(Geometry? drawn) =>
        AreaValidity.Check(drawn) is { } defect ? defect : new AreaBuilt(AreaValidity.Normalise(drawn!));

    /// <summary>Polygons only, oriented; whatever a rule made is checked as a drawing is, so that no invalid area leaves here.</summary>
    private static AreaResult Finish(Geometry made, string place)
    {
        if (made.Area == 0)
            return new AreaRejected(place, "a rule that covers no ground", "a rule whose area is not empty");
        var area = AreaValidity.Normalise(made);
        return AreaValidity.Check(area) is { } defect ? defect with { Place = $"{place}, {defect.Place}" } : new AreaBuilt(area);
    }

    private static AreaRejected? KmRejected(double km) =>
        km is > 0 and <= MaximumKm
            ? null
            : new AreaRejected("rule.km", Text(km), $"kilometres above 0 and up to {Text(MaximumKm)}");

    private static AreaRejected Unknown(string place, string? name, IReadOnlyCollection<string> known, string what) =>
        new(place, string.IsNullOrWhiteSpace(name) ? "no name" : name, $"a {what}: {NearNames.To(name ?? "", known)}");

    private static string Neighbours(string code, Geometry country, IBasemapAreas basemap)
    {
        var neighbours = basemap.CountryCodes
            .Where(other => other != code && basemap.Country(other) is { } area && SharedBorder.Between(country, area) is not null)
            .Order(StringComparer.Ordinal)
            .ToList();
        return neighbours.Count == 0 ? "it has none in the basemap" : string.Join(", ", neighbours);
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}

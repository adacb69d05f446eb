using SahelMap.Client.Api;
using SahelMap.Client.I18n;
using SahelMap.Contracts;

namespace SahelMap.Client.Details;

/// <summary>An area rule as a sentence.</summary>
public static class RuleInWords
{
    public static string Of(Text text, Catalog catalog, AreaRule? rule) => rule switch
    {
        { Kind: "Regions", Regions: { } ids } => text["rule.regions", List(ids.Select(catalog.RegionName))],
        { Kind: "Countries", Countries: { } codes } => text["rule.countries", List(codes.Select(text.Country))],
        { Kind: "Radius", Km: { } km, Lon: { } lon, Lat: { } lat } => text["rule.radius", Km(text, km), text.Degrees(lon, lat)],
        { Kind: "Border", Between: { } pairs, Km: { } km } =>
            text["rule.border", Km(text, km), List(pairs.Select(pair => string.Join("–", pair.Select(text.Country))))]
            + (rule.Within is { Count: > 0 } within ? " " + text["rule.within", List(within.Select(text.Country))] : ""),
        _ => text["rule.drawn"],
    };

    public static string Country(this Text text, string code) => text.Or("country." + code, code);

    private static string Km(Text text, double km) => km.ToString("0.#", text.Culture) + "\u00a0km";

    private static string List(IEnumerable<string> names) => string.Join(", ", names);
}

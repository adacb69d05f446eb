using System.Collections.Frozen;

namespace SahelMap.Server.Imports.UcdpGed;

/// <summary>
/// UCDP's names of countries (those of Gleditsch and Ward) to ISO 3166 alpha-2. A name that is not here gives null; then the
/// basemap decides by the point.
/// </summary>
internal static class UcdpCountries
{
    public static string? Iso(string name) => Codes.GetValueOrDefault(name);

    private static readonly FrozenDictionary<string, string> Codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        // The Sahel and its neighbours
        ["Mali"] = "ML", ["Burkina Faso"] = "BF", ["Burkina Faso (Upper Volta)"] = "BF", ["Niger"] = "NE", ["Chad"] = "TD", ["Mauritania"] = "MR",
        ["Algeria"] = "DZ", ["Benin"] = "BJ", ["Cameroon"] = "CM", ["Central African Republic"] = "CF", ["Gambia"] = "GM", ["Ghana"] = "GH",
        ["Guinea"] = "GN", ["Guinea-Bissau"] = "GW", ["Ivory Coast"] = "CI", ["Cote D'Ivoire"] = "CI", ["Liberia"] = "LR", ["Libya"] = "LY",
        ["Morocco"] = "MA", ["Nigeria"] = "NG", ["Senegal"] = "SN", ["Sierra Leone"] = "SL", ["Sudan"] = "SD", ["Togo"] = "TG", ["Tunisia"] = "TN",

        // The rest of Africa
        ["Angola"] = "AO", ["Botswana"] = "BW", ["Burundi"] = "BI", ["Comoros"] = "KM", ["Congo"] = "CG", ["DR Congo (Zaire)"] = "CD",
        ["Djibouti"] = "DJ", ["Egypt"] = "EG", ["Equatorial Guinea"] = "GQ", ["Eritrea"] = "ER", ["Ethiopia"] = "ET", ["Gabon"] = "GA",
        ["Kenya"] = "KE", ["Kingdom of eSwatini (Swaziland)"] = "SZ", ["Lesotho"] = "LS", ["Madagascar (Malagasy)"] = "MG", ["Madagascar"] = "MG",
        ["Malawi"] = "MW", ["Mozambique"] = "MZ", ["Namibia"] = "NA", ["Rwanda"] = "RW", ["Somalia"] = "SO", ["South Africa"] = "ZA",
        ["South Sudan"] = "SS", ["Tanzania"] = "TZ", ["Uganda"] = "UG", ["Zambia"] = "ZM", ["Zimbabwe (Rhodesia)"] = "ZW",

        // Europe
        ["Albania"] = "AL", ["Austria"] = "AT", ["Azerbaijan"] = "AZ", ["Armenia"] = "AM", ["Belgium"] = "BE", ["Bosnia-Herzegovina"] = "BA",
        ["Croatia"] = "HR", ["Cyprus"] = "CY", ["France"] = "FR", ["Georgia"] = "GE", ["Germany"] = "DE", ["Greece"] = "GR", ["Italy"] = "IT",
        ["Macedonia, FYR"] = "MK", ["North Macedonia"] = "MK", ["Moldova"] = "MD", ["Netherlands"] = "NL", ["Norway"] = "NO", ["Poland"] = "PL",
        ["Romania"] = "RO", ["Rumania"] = "RO", ["Russia (Soviet Union)"] = "RU", ["Serbia (Yugoslavia)"] = "RS", ["Slovenia"] = "SI",
        ["Spain"] = "ES", ["Sweden"] = "SE", ["Ukraine"] = "UA", ["United Kingdom"] = "GB",

        // Middle East
        ["Bahrain"] = "BH", ["Iran"] = "IR", ["Iraq"] = "IQ", ["Israel"] = "IL", ["Jordan"] = "JO", ["Kuwait"] = "KW", ["Lebanon"] = "LB",
        ["Saudi Arabia"] = "SA", ["Syria"] = "SY", ["Turkey"] = "TR", ["United Arab Emirates"] = "AE", ["Yemen (North Yemen)"] = "YE",

        // Asia and the Pacific
        ["Afghanistan"] = "AF", ["Australia"] = "AU", ["Bangladesh"] = "BD", ["Bhutan"] = "BT", ["Cambodia (Kampuchea)"] = "KH", ["China"] = "CN",
        ["East Timor"] = "TL", ["India"] = "IN", ["Indonesia"] = "ID", ["Japan"] = "JP", ["Kazakhstan"] = "KZ", ["Kyrgyzstan"] = "KG", ["Laos"] = "LA",
        ["Malaysia"] = "MY", ["Myanmar (Burma)"] = "MM", ["Nepal"] = "NP", ["New Zealand"] = "NZ", ["North Korea"] = "KP", ["Pakistan"] = "PK",
        ["Papua New Guinea"] = "PG", ["Philippines"] = "PH", ["Solomon Islands"] = "SB", ["South Korea"] = "KR", ["Sri Lanka"] = "LK",
        ["Sri Lanka (Ceylon)"] = "LK", ["Tajikistan"] = "TJ", ["Thailand"] = "TH", ["Turkmenistan"] = "TM", ["Uzbekistan"] = "UZ", ["Vietnam"] = "VN",

        // The Americas
        ["Argentina"] = "AR", ["Bolivia"] = "BO", ["Brazil"] = "BR", ["Canada"] = "CA", ["Chile"] = "CL", ["Colombia"] = "CO", ["Costa Rica"] = "CR",
        ["Cuba"] = "CU", ["Dominican Republic"] = "DO", ["Ecuador"] = "EC", ["El Salvador"] = "SV", ["Guatemala"] = "GT", ["Guyana"] = "GY",
        ["Haiti"] = "HT", ["Honduras"] = "HN", ["Jamaica"] = "JM", ["Mexico"] = "MX", ["Nicaragua"] = "NI", ["Panama"] = "PA", ["Paraguay"] = "PY",
        ["Peru"] = "PE", ["Puerto Rico"] = "PR", ["Suriname"] = "SR", ["Trinidad and Tobago"] = "TT", ["United States of America"] = "US",
        ["Uruguay"] = "UY", ["Venezuela"] = "VE",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}

using SahelMap.Client.Api;
using SahelMap.Client.Details;
using SahelMap.Client.I18n;

namespace SahelMap.Client.Panels;

/// <summary>Countries and regions to pick from, those where the forces of the records stand first.</summary>
public static class PlaceChoices
{
    private static readonly string[] Nearest = ["ML", "BF", "NE", "MR", "TD"];

    private static readonly string[] Others = ["DZ", "BJ", "CI", "CM", "GH", "GN", "LY", "NG", "SN", "TG"];

    /// <summary>Where a country stands in a list: those where the forces of the records stand first.</summary>
    public static int Rank(string country) => Array.IndexOf(Nearest, country) is var at and >= 0 ? at : Nearest.Length;

    public static IReadOnlyList<PickList.Choice> Countries(Text text) =>
        [.. Nearest.Concat(Others).Select(c => new PickList.Choice(c, text.Country(c), text.Country(c)))];

    public static IReadOnlyList<PickList.Choice> Regions(Catalog catalog, Text text) =>
        [.. catalog.Regions.Select(r => new PickList.Choice(r.Id, catalog.RegionName(r.Id), catalog.RegionName(r.Id), text.Of(r.CountryName, r.CountryNameFr)))
            .OrderBy(r => Rank(r.Code[..2])).ThenBy(r => r.Words.Fold(), StringComparer.Ordinal)];
}

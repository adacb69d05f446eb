using System.Text.RegularExpressions;

namespace SahelMap.Server.Imports.UcdpGed;

/// <summary>Which release of UCDP GED a file is, and how UCDP asks to be cited for it.</summary>
internal static partial class UcdpRelease
{
    private const string Dataset =
        "Sundberg, Ralph and Erik Melander (2013). Introducing the UCDP Georeferenced Event Dataset. Journal of Peace Research 50(4): 523–532";

    private const string Prefix = "UCDP GED ";

    private const string Address = "https://ucdp.uu.se/downloads/";

    /// <summary>UCDP's yearly article, which it asks to be cited beside the dataset's own.</summary>
    private static readonly Dictionary<string, string> Articles = new()
    {
        ["17.1"] = "Allansson, Marie, Erik Melander and Lotta Themnér (2017). Organized violence, 1989–2016. Journal of Peace Research 54(4)",
        ["18.1"] = "Pettersson, Therése and Kristine Eck (2018). Organized violence, 1989–2017. Journal of Peace Research 55(4)",
        ["19.1"] = "Pettersson, Therése, Stina Högbladh and Magnus Öberg (2019). Organized violence, 1989–2018 and peace agreements. Journal of Peace Research 56(4)",
        ["20.1"] = "Pettersson, Therése and Magnus Öberg (2020). Organized violence, 1989–2019. Journal of Peace Research 57(4)",
        ["21.1"] = "Pettersson, Therése, Shawn Davies, Amber Deniz, Garoun Engström, Nanar Hawach, Stina Högbladh, Margareta Sollenberg and Magnus Öberg (2021). "
            + "Organized violence 1989–2020, with a special emphasis on Syria. Journal of Peace Research 58(4): 809–825",
        ["22.1"] = "Davies, Shawn, Therése Pettersson and Magnus Öberg (2022). Organized violence 1989–2021 and drone warfare. Journal of Peace Research 59(4)",
        ["23.1"] = "Davies, Shawn, Therése Pettersson and Magnus Öberg (2023). Organized violence 1989–2022, and the return of conflict between states. Journal of Peace Research 60(4)",
        ["24.1"] = "Davies, Shawn, Garoun Engström, Therése Pettersson and Magnus Öberg (2024). Organized violence 1989–2023, and the prevalence of organized crime groups. Journal of Peace Research 61(4)",
    };

    /// <summary>From what whoever imports says, otherwise from the name, e.g. ged211.csv, GEDEvent_v23_1.csv or GEDEvent_v24_0_3.csv; null: neither tells.</summary>
    public static string? Of(string? stated, string fileName)
    {
        if (stated is not null)
            return Stated().IsMatch(stated) ? stated : throw new ImportException($"\"{stated}\" is no release of UCDP GED: expected one such as 21.1.");
        var match = InName().Match(fileName);
        if (!match.Success) return null;
        var third = match.Groups["third"];
        return $"{match.Groups["year"]}.{match.Groups["number"]}{(third.Success ? $".{third}" : "")}";
    }

    /// <summary>Whether a source's name is that of a later release than this one; a file that does not state its release is older than any that does.</summary>
    public static bool IsLater(string sourceName, string? than)
    {
        if (!sourceName.StartsWith(Prefix, StringComparison.Ordinal) || !Stated().IsMatch(sourceName[Prefix.Length..])) return false;
        return than is null || Version.Parse(sourceName[Prefix.Length..]) > Version.Parse(than);
    }

    public static SourceDraft Source(string? release) => release is null
        ? new("UCDP GED (release not stated)", Dataset, Address, [], "CC BY 4.0", null)
        : new($"{Prefix}{release}",
            $"{Dataset}. {(Articles.TryGetValue(release, out var article) ? $"{article}. " : "")}UCDP Georeferenced Event Dataset, release {release}",
            Address, [], "CC BY 4.0", null);

    // Candidate and monthly releases have more numbers: 24.0.3.
    [GeneratedRegex(@"^\d{1,2}\.\d{1,2}(\.\d{1,2})?$")]
    private static partial Regex Stated();

    [GeneratedRegex(@"ged(?:event)?[-_ ]?v?(?<year>\d\d)[-_.]?(?<number>\d)(?!\d)(?:[_.](?<third>\d{1,2})(?!\d))?", RegexOptions.IgnoreCase)]
    private static partial Regex InName();
}

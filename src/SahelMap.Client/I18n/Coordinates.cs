using System.Globalization;
using System.Text.RegularExpressions;
using SahelMap.Client.Geodesy;

namespace SahelMap.Client.I18n;

/// <summary>The ways in which people write a position.</summary>
public enum Notation { Degrees, Sexagesimal, Utm, Mgrs }

/// <summary>Positions (WGS 84) as people write and type them: decimal degrees; degrees, minutes, seconds; UTM; MGRS.</summary>
public static partial class Coordinates
{
    /// <summary>What a copied position can be pasted as: words of the map's own read-out. Beyond the grids, degrees stand in for them.</summary>
    public static string Position(this Text text, Notation notation, double lon, double lat) => notation switch
    {
        Notation.Sexagesimal => text.Sexagesimal(lon, lat),
        Notation.Utm when Utm.Of(lon, lat) is { } at => string.Create(CultureInfo.InvariantCulture, $"{at.Zone}{at.Band} {at.Easting:0} E {at.Northing:0} N"),
        Notation.Mgrs when Mgrs.Of(lon, lat) is { } square => square,
        _ => text.Degrees(lon, lat),
    };

    /// <summary>"16.2717° N, 0.0447° W"; in French the decimal comma, and O for west.</summary>
    public static string Degrees(this Text text, double lon, double lat)
    {
        string Write(double value, string half) => $"{Math.Abs(value).ToString("0.####", text.Culture)}°\u00a0{text["compass." + half]}";
        return $"{Write(lat, lat < 0 ? "south" : "north")}{(text.Language == "fr" ? " ; " : ", ")}{Write(lon, lon < 0 ? "west" : "east")}";
    }

    /// <summary>"16°16′18″ N 0°02′41″ W".</summary>
    public static string Sexagesimal(this Text text, double lon, double lat)
    {
        string Write(double value, string half)
        {
            var seconds = (long)Math.Round(Math.Abs(value) * 3600);
            return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}°{seconds / 60 % 60:00}′{seconds % 60:00}″\u00a0{text["compass." + half]}");
        }

        return $"{Write(lat, lat < 0 ? "south" : "north")} {Write(lon, lon < 0 ? "west" : "east")}";
    }

    /// <summary>
    /// A position as typed: "16.27, -0.04", "16,27 N 0,04 O", "16°16′18″N 0°02′41″W", "30Q 703012 1800123", "30QYD 03012 00123".
    /// Latitude comes first unless letters say otherwise; an MGRS square is read as its middle.
    /// </summary>
    /// <param name="problem">Why it is none, where it looks like one; null where it reads well, and where it is not meant as a position at all.</param>
    public static bool TryRead(string? typed, out double lon, out double lat, out CoordinateProblem? problem)
    {
        (lon, lat, problem) = (0, 0, null);
        var text = Spaces().Replace(typed ?? "", " ").Trim();
        var read = MgrsForm().Match(text) is { Success: true } square ? ReadMgrs(square, out problem)
            : UtmForm().Match(text) is { Success: true } grid ? ReadUtm(grid, out problem)
            : ReadPair(text, out problem);
        if (read is not var (x, y)) return false;
        (lon, lat) = (x, y);
        return true;
    }

    public static bool TryReadLatitude(string? typed, out double lat) => ReadAngle(typed, "NS", out lat, out _) && Math.Abs(lat) <= 90;

    public static bool TryReadLongitude(string? typed, out double lon) => ReadAngle(typed, "EWO", out lon, out _) && Math.Abs(lon) <= 180;

    private static (double, double)? ReadMgrs(Match form, out CoordinateProblem? problem)
    {
        var (zone, band) = (Number(form, "zone"), char.ToUpperInvariant(form.Groups["band"].Value[0]));
        var letters = form.Groups["square"].Value.ToUpperInvariant();
        var parts = form.Groups["digits"].Value.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var digits = string.Concat(parts);
        problem = ZoneProblem(zone, band);
        if (problem is null && (digits.Length is > 10 || digits.Length % 2 == 1 || parts.Length > 2 || (parts.Length == 2 && parts[0].Length != parts[1].Length)))
            problem = new("position.mgrsDigits", string.Join(' ', parts));
        if (problem is not null) return null;
        var read = Mgrs.TryRead(zone, band, letters[0], letters[1], digits);
        if (read is null) problem = new("position.mgrsSquare", letters, $"{zone}{band}");
        return read;
    }

    private static (double, double)? ReadUtm(Match form, out CoordinateProblem? problem)
    {
        var (zone, band) = (Number(form, "zone"), char.ToUpperInvariant(form.Groups["band"].Value[0]));
        var (easting, northing) = (Decimal(form, "east"), Decimal(form, "north"));
        problem = ZoneProblem(zone, band)
            ?? (easting is < 100_000 or > 900_000 ? new CoordinateProblem("position.easting", form.Groups["east"].Value) : null)
            ?? (northing > 10_000_000 ? new CoordinateProblem("position.northing", form.Groups["north"].Value, $"{zone}{band}") : null);
        if (problem is not null) return null;
        var read = Utm.ToDegrees(zone, south: band < 'N', easting, northing);
        if (FitsBand(read.Lat, band)) return read;

        // S may also be short for "south of the equator"; N is a northern band either way.
        if (band == 'S') return Utm.ToDegrees(zone, south: true, easting, northing);
        if (band == 'N' && read.Lat is >= 0 and <= Utm.North) return read;
        problem = new("position.northing", form.Groups["north"].Value, $"{zone}{band}");
        return null;
    }

    /// <summary>A band's edge is a parallel, which a northing read off a map meets within a few hundred metres.</summary>
    private static bool FitsBand(double lat, char band) => Utm.BandOf(lat - 0.01) == band || Utm.BandOf(lat + 0.01) == band;

    private static CoordinateProblem? ZoneProblem(int zone, char band) =>
        zone is >= 1 and <= 60 && Utm.Bands.Contains(band, StringComparison.Ordinal) ? null : new("position.zone", $"{zone}{band}");

    private static (double, double)? ReadPair(string text, out CoordinateProblem? problem)
    {
        problem = null;
        if (!PairCharacters().IsMatch(text)) return null; // words
        if (Halves(text) is not var (first, second))
        {
            // Numbers may be a year, a day or a word of a record; with a sign of degrees or of the compass they are meant as a place.
            if (Marks().IsMatch(text)) problem = new("position.form", text);
            return null;
        }

        if (LetterOf(first) is "E" or "W" or "O") (first, second) = (second, first);
        if (!ReadAngle(first, "NS", out var lat, out problem) || !ReadAngle(second, "EWO", out var lon, out problem)) return null;
        if (Math.Abs(lat) > 90) problem = new("position.latitude", first.Trim());
        else if (Math.Abs(lon) > 180) problem = new("position.longitude", second.Trim());
        return problem is null ? (lon, lat) : null;
    }

    /// <summary>The two angles of a pair: at the letters of the compass, a semicolon, a comma, or where spaces part two numbers.</summary>
    private static (string, string)? Halves(string text)
    {
        var letters = Letters().Matches(text);
        if (letters.Count == 2)
        {
            var at = letters[0].Index == 0 ? letters[1].Index : letters[0].Index + 1;
            return (text[..at], text[at..].TrimStart(',', ';', ' '));
        }

        if (letters.Count > 0) return null;
        foreach (var form in new[] { Semicolon(), CommaBetweenDots(), SpaceBetween(), MarksBetween() })
            if (form.Match(text) is { Success: true } pair) return (pair.Groups["a"].Value, pair.Groups["b"].Value);
        return null;
    }

    private static string LetterOf(string angle) => Letters().Match(angle).Value.ToUpperInvariant();

    private static bool ReadAngle(string? typed, string halves, out double degrees, out CoordinateProblem? problem)
    {
        (degrees, problem) = (0, null);
        var text = (typed ?? "").Trim(' ', ',', ';', '\u00a0', '\u202f');
        if (Angle().Match(text) is not { Success: true } angle)
        {
            problem = new("position.form", text);
            return false;
        }

        var half = (angle.Groups["half"].Value + angle.Groups["before"].Value).ToUpperInvariant();
        var (d, m, s) = (Decimal(angle, "d"), Decimal(angle, "m"), Decimal(angle, "s"));
        var negative = angle.Groups["sign"].Value is "-" or "−";
        problem = half.Length > 1 || (half.Length > 0 && (negative || !halves.Contains(half, StringComparison.Ordinal))) ? new CoordinateProblem("position.direction", text)
            : m >= 60 || s >= 60 ? new CoordinateProblem("position.sixty", text) : null;
        degrees = (d + m / 60 + s / 3600) * (negative || half is "S" or "W" or "O" ? -1 : 1);
        return problem is null;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static double Decimal(Match match, string group) =>
        match.Groups[group] is { Success: true } part ? double.Parse(part.Value.Replace(',', '.'), CultureInfo.InvariantCulture) : 0;

    // Three letters after the zone; without digits only where they are written as one word, or "12 men" would be a square.
    [GeneratedRegex(@"^(?<zone>\d{1,2}) ?(?<band>[A-Za-z])(?:(?<square>[A-Za-z]{2})| ?(?<square>[A-Za-z]{2}) ?(?=\d))(?<digits>(?: ?\d+)*)$")]
    private static partial Regex MgrsForm();

    [GeneratedRegex(@"^(?:zone )?(?<zone>\d{1,2}) ?(?<band>[A-Z])[ ,;]+(?<east>\d{5,7}(?:[.,]\d+)?)(?: ?m)?(?: ?E)?[ ,;]+(?<north>\d{1,8}(?:[.,]\d+)?)(?: ?m)?(?: ?N)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UtmForm();

    [GeneratedRegex("""^(?<before>[NSEWOnsewo])?\s*(?<sign>[-−+])?(?<d>\d{1,3}(?:[.,]\d+)?)(?:\s*[°º\s]\s*(?:(?<m>\d{1,2}(?:[.,]\d+)?)(?:\s*['’′\s]\s*(?:(?<s>\d{1,2}(?:[.,]\d+)?)\s*(?:["”″]|''|’’|′′)?)?)?)?)?\s*(?<half>[NSEWOnsewo])?$""")]
    private static partial Regex Angle();

    [GeneratedRegex("""^[-−+]?[NSEWOnsewo]?\s*[-−+]?\d[-−+\d\s.,;°º'’′"”″NSEWOnsewo]*$""")]
    private static partial Regex PairCharacters();

    [GeneratedRegex("[NSEWOnsewo]")]
    private static partial Regex Letters();

    [GeneratedRegex("[°º′″;NSEWOnsewo]")]
    private static partial Regex Marks();

    [GeneratedRegex("^(?<a>[^;]+);(?<b>[^;]+)$")]
    private static partial Regex Semicolon();

    [GeneratedRegex(@"^(?<a>[-−+]?\d+(?:\.\d+)?\s*[°º]?)\s*,\s*(?<b>[-−+]?\d+(?:\.\d+)?\s*[°º]?)$")]
    private static partial Regex CommaBetweenDots();

    [GeneratedRegex(@"^(?<a>[-−+]?\d+(?:[.,]\d+)?\s*[°º]?),?\s+(?<b>[-−+]?\d+(?:[.,]\d+)?\s*[°º]?)$")]
    private static partial Regex SpaceBetween();

    [GeneratedRegex("""^(?<a>[-−+]?\d[^,]*?["”″'’′])[\s,]+(?<b>[-−+]?\d+\s*[°º].*)$""")]
    private static partial Regex MarksBetween();

    [GeneratedRegex(@"[\s\u00a0\u202f]+")]
    private static partial Regex Spaces();
}

/// <summary>What in a typed position cannot be so.</summary>
/// <param name="Key">Of the text that says what was found and what is accepted.</param>
public sealed record CoordinateProblem(string Key, params string[] Found)
{
    public string In(Text text) => text[Key, [.. Found]];
}

using System.Globalization;
using SahelMap.Client.Geodesy;

namespace SahelMap.Client.I18n;

/// <summary>The ways in which people write a position.</summary>
public enum Notation { Degrees, Sexagesimal, Utm, Mgrs }

/// <summary>Positions (WGS 84) as people write and type them: decimal degrees; degrees, minutes, seconds; UTM; MGRS.</summary>
public static class Coordinates
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
        (lon, lat) = (0, 0);
        var text = string.Join(' ', (typed ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var read = ReadMgrs(text, out problem, out var form);
        if (!form) read = ReadUtm(text, out problem, out form);
        if (!form) read = ReadPair(text, out problem);
        if (read is not var (x, y)) return false;
        (lon, lat) = (x, y);
        return true;
    }

    public static bool TryReadLatitude(string? typed, out double lat) => ReadAngle(typed, "NS", out lat, out _) && Math.Abs(lat) <= 90;

    public static bool TryReadLongitude(string? typed, out double lon) => ReadAngle(typed, "EWO", out lon, out _) && Math.Abs(lon) <= 180;

    /// <param name="form">Whether it is written as a square at all.</param>
    private static (double, double)? ReadMgrs(string text, out CoordinateProblem? problem, out bool form)
    {
        (problem, form) = (null, false);
        var scan = new Scanner(text);
        if (!TryZone(ref scan, out var zone, out var band)) return null;
        // Three letters after the zone; without digits only where they are written as one word, or "12 men" would be a square.
        var oneWord = scan.One(" ") == '\0';
        var letters = scan.Letters(2).ToString().ToUpperInvariant();
        if (letters.Length == 0) return null;
        var from = scan.Place;
        scan.All(" 0123456789");
        var digits = scan.Since(from).Trim(' ').ToString();
        if (!scan.Ended || (digits.Length == 0 && !oneWord)) return null;
        form = true;

        var parts = digits.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        digits = string.Concat(parts);
        problem = ZoneProblem(zone, band);
        if (problem is null && (digits.Length is > 10 || digits.Length % 2 == 1 || parts.Length > 2 || (parts.Length == 2 && parts[0].Length != parts[1].Length)))
            problem = new("position.mgrsDigits", string.Join(' ', parts));
        if (problem is not null) return null;
        var read = Mgrs.TryRead(zone, band, letters[0], letters[1], digits);
        if (read is null) problem = new("position.mgrsSquare", letters, $"{zone}{band}");
        return read;
    }

    private static (double, double)? ReadUtm(string text, out CoordinateProblem? problem, out bool form)
    {
        (problem, form) = (null, false);
        var scan = new Scanner(text);
        scan.Word("zone ");
        if (!TryZone(ref scan, out var zone, out var band) || scan.All(Between) == 0) return null;
        // A comma may part the two numbers or be the first one's own.
        var place = scan.Place;
        if (TryGrid(scan, ".,", out var easting, out var northing) || TryGrid(scan with { Place = place }, ".", out easting, out northing)) form = true;
        else return null;

        problem = ZoneProblem(zone, band)
            ?? (easting.Value is < 100_000 or > 900_000 ? new CoordinateProblem("position.easting", easting.Written) : null)
            ?? (northing.Value > 10_000_000 ? new CoordinateProblem("position.northing", northing.Written, $"{zone}{band}") : null);
        if (problem is not null) return null;
        var read = Utm.ToDegrees(zone, south: band < 'N', easting.Value, northing.Value);
        if (FitsBand(read.Lat, band)) return read;

        // S may also be short for "south of the equator"; N is a northern band either way.
        if (band == 'S') return Utm.ToDegrees(zone, south: true, easting.Value, northing.Value);
        if (band == 'N' && read.Lat is >= 0 and <= Utm.North) return read;
        problem = new("position.northing", northing.Written, $"{zone}{band}");
        return null;
    }

    /// <summary>"30Q", "30 q".</summary>
    private static bool TryZone(ref Scanner scan, out int zone, out char band)
    {
        (zone, band) = (0, '\0');
        var digits = scan.Digits(2);
        if (digits.IsEmpty) return false;
        zone = int.Parse(digits, CultureInfo.InvariantCulture);
        scan.One(" ");
        var letter = scan.Letters(1);
        if (letter.IsEmpty) return false;
        band = char.ToUpperInvariant(letter[0]);
        return true;
    }

    /// <summary>"703012 m E, 1800123 m N", to the line's end.</summary>
    private static bool TryGrid(Scanner scan, string marks, out (double Value, string Written) easting, out (double Value, string Written) northing)
    {
        northing = default;
        return TryMetres(ref scan, 5, 7, marks, "e", out easting) && scan.All(Between) > 0 && TryMetres(ref scan, 1, 8, ".,", "n", out northing) && scan.Ended;
    }

    private static bool TryMetres(ref Scanner scan, int least, int most, string marks, string half, out (double Value, string Written) metres)
    {
        metres = default;
        var from = scan.Place;
        if (scan.Digits(most).Length < least) return false;
        scan.Place = from;
        metres = (scan.Number(most, marks)!.Value, scan.Since(from).ToString());
        foreach (var unit in (string[])["m", half])
            if (!scan.Word(' ' + unit)) scan.Word(unit);
        return true;
    }

    /// <summary>A band's edge is a parallel, which a northing read off a map meets within a few hundred metres.</summary>
    private static bool FitsBand(double lat, char band) => Utm.BandOf(lat - 0.01) == band || Utm.BandOf(lat + 0.01) == band;

    private static CoordinateProblem? ZoneProblem(int zone, char band) =>
        zone is >= 1 and <= 60 && Utm.Bands.Contains(band, StringComparison.Ordinal) ? null : new("position.zone", $"{zone}{band}");

    private static (double, double)? ReadPair(string text, out CoordinateProblem? problem)
    {
        problem = null;
        if (!MeantAsPair(text)) return null; // words
        if (Halves(text) is not var (first, second))
        {
            // Numbers may be a year, a day or a word of a record; with a sign of degrees or of the compass they are meant as a place.
            if (text.Any(c => Marks.Contains(char.ToUpperInvariant(c), StringComparison.Ordinal))) problem = new("position.form", text);
            return null;
        }

        if (LetterOf(first) is 'E' or 'W' or 'O') (first, second) = (second, first);
        if (!ReadAngle(first, "NS", out var lat, out problem) || !ReadAngle(second, "EWO", out var lon, out problem)) return null;
        if (Math.Abs(lat) > 90) problem = new("position.latitude", first.Trim());
        else if (Math.Abs(lon) > 180) problem = new("position.longitude", second.Trim());
        return problem is null ? (lon, lat) : null;
    }

    /// <summary>Nothing but numbers and their signs, and a number first.</summary>
    private static bool MeantAsPair(string text)
    {
        var scan = new Scanner(text);
        scan.One(Signs);
        scan.One(Compass);
        scan.All(" ");
        scan.One(Signs);
        if (scan.Digits(1).IsEmpty) return false;
        scan.All("0123456789 .,;" + Signs + Compass + Degree + Minutes + Seconds);
        return scan.Ended;
    }

    /// <summary>The two angles of a pair: at the letters of the compass, a semicolon, a comma, or where spaces part two numbers.</summary>
    private static (string, string)? Halves(string text)
    {
        var letters = Enumerable.Range(0, text.Length).Where(n => Compass.Contains(char.ToUpperInvariant(text[n]), StringComparison.Ordinal)).ToList();
        if (letters.Count == 2)
        {
            var at = letters[0] == 0 ? letters[1] : letters[0] + 1;
            return (text[..at], text[at..].TrimStart(',', ';', ' '));
        }

        if (letters.Count > 0) return null;
        if (text.Split(';') is [{ Length: > 0 } a, { Length: > 0 } b]) return (a, b);
        return Parted(text, ".", atComma: true) ?? Parted(text, ".,", atComma: false) ?? PartedAtMarks(text);
    }

    /// <summary>Two plain numbers with a comma between them, or with spaces and perhaps a comma.</summary>
    private static (string, string)? Parted(string text, string marks, bool atComma)
    {
        var scan = new Scanner(text);
        if (!TryNumber(ref scan, marks)) return null;
        var first = scan.Since(0).TrimEnd(' ').ToString();
        var spaces = scan.Place > first.Length;
        var comma = scan.One(",") != '\0';
        if (comma) spaces = scan.All(" ") > 0;
        if (!(atComma ? comma : spaces)) return null;
        var from = scan.Place;
        return TryNumber(ref scan, marks) && scan.Ended ? (first, text[from..]) : null;
    }

    /// <summary>With its sign, and the sign of degrees and spaces after it.</summary>
    private static bool TryNumber(ref Scanner scan, string marks)
    {
        scan.One(Signs);
        if (scan.Number(int.MaxValue, marks) is null) return false;
        scan.All(" ");
        scan.One(Degree);
        scan.All(" ");
        return true;
    }

    /// <summary>Two angles of degrees, minutes and seconds, signed: after a mark of minutes or seconds the second one begins, as it has its own degrees.</summary>
    private static (string, string)? PartedAtMarks(string text)
    {
        for (var n = 0; n < text.Length - 1 && text[n] != ','; n++)
        {
            if (!(Minutes + Seconds).Contains(text[n], StringComparison.Ordinal)) continue;
            var scan = new Scanner(text) { Place = n + 1 };
            if (scan.All(" ,") == 0) continue;
            var from = scan.Place;
            scan.One(Signs);
            if (scan.Digits(int.MaxValue).IsEmpty) continue;
            scan.All(" ");
            if (scan.One(Degree) != '\0') return (text[..(n + 1)], text[from..]);
        }

        return null;
    }

    private static char LetterOf(string angle) =>
        angle.ToUpperInvariant().FirstOrDefault(c => Compass.Contains(c, StringComparison.Ordinal));

    private static bool ReadAngle(string? typed, string halves, out double degrees, out CoordinateProblem? problem)
    {
        (degrees, problem) = (0, null);
        var text = (typed ?? "").Trim(' ', ',', ';', '\u00a0', '\u202f');
        var scan = new Scanner(text);
        var before = scan.One(Compass);
        scan.All(Space);
        var negative = scan.One(Signs) is '-' or '−';
        double? d = scan.Number(3), m = null, s = null;
        if (Mark(ref scan, Degree) && (m = scan.Number(2)) is not null && Mark(ref scan, Minutes) && (s = scan.Number(2)) is not null)
        {
            scan.All(Space);
            if (scan.One(Seconds) == '\0' && !scan.Word("''") && !scan.Word("’’")) scan.Word("′′");
        }

        scan.All(Space);
        var after = scan.One(Compass);
        if (d is null || !scan.Ended)
        {
            problem = new("position.form", text);
            return false;
        }

        var half = before == '\0' ? after : before;
        problem = (before != '\0' && after != '\0') || (half != '\0' && (negative || !halves.Contains(half, StringComparison.Ordinal))) ? new CoordinateProblem("position.direction", text)
            : m >= 60 || s >= 60 ? new CoordinateProblem("position.sixty", text) : null;
        degrees = (d.Value + (m ?? 0) / 60 + (s ?? 0) / 3600) * (negative || half is 'S' or 'W' or 'O' ? -1 : 1);
        return problem is null;
    }

    /// <summary>Takes one of these marks with the spaces round it; spaces alone will do.</summary>
    private static bool Mark(ref Scanner scan, string marks)
    {
        var spaces = scan.All(Space);
        return scan.One(marks) != '\0' | spaces + scan.All(Space) > 0;
    }

    private const string Compass = "NSEWO", Signs = "-−+", Degree = "°º", Minutes = "'’′", Seconds = "\"”″", Space = " \u00a0\u202f", Between = " ,;", Marks = "°º′″;NSEWO";
}

/// <summary>What in a typed position cannot be so.</summary>
/// <param name="Key">Of the text that says what was found and what is accepted.</param>
public sealed record CoordinateProblem(string Key, params string[] Found)
{
    public string In(Text text) => text[Key, [.. Found]];
}

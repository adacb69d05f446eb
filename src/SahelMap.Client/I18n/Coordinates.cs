using System.Globalization;
using System.Text.RegularExpressions;

namespace SahelMap.Client.I18n;

/// <summary>Positions (WGS 84) as people write and type them: decimal degrees, and degrees, minutes, seconds.</summary>
public static partial class Coordinates
{
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

    /// <summary>A pair as typed, latitude first: "16.27, -0.04", "16°16′18″N 0°02′41″W", "16,27 N 0,04 O".</summary>
    public static bool TryReadPair(string? typed, out double lon, out double lat)
    {
        lon = lat = 0;
        if (string.IsNullOrWhiteSpace(typed) || Pair().Match(typed.Trim()) is not { Success: true } pair) return false;
        return TryRead(pair.Groups["lat"].Value, "NS", 90, out lat) && TryRead(pair.Groups["lon"].Value, "EWO", 180, out lon);
    }

    public static bool TryReadLatitude(string? typed, out double lat) => TryRead(typed, "NS", 90, out lat);

    public static bool TryReadLongitude(string? typed, out double lon) => TryRead(typed, "EWO", 180, out lon);

    private static bool TryRead(string? typed, string halves, double limit, out double degrees)
    {
        degrees = 0;
        if (Angle().Match(typed?.Trim() ?? "") is not { Success: true } angle) return false;
        var half = angle.Groups["half"].Value.ToUpperInvariant();
        if (half.Length > 0 && !halves.Contains(half, StringComparison.Ordinal)) return false;
        var (d, m, s) = (Part(angle, "d"), Part(angle, "m"), Part(angle, "s"));
        if (m >= 60 || s >= 60) return false;
        degrees = d + m / 60 + s / 3600;
        var negative = angle.Groups["sign"].Value is "-" or "−";
        if (negative && half.Length > 0) return false; // "-16 S" says it twice
        if (negative || half is "S" or "W" or "O") degrees = -degrees;
        return Math.Abs(degrees) <= limit;
    }

    private static double Part(Match angle, string group) =>
        angle.Groups[group] is { Success: true } part ? double.Parse(part.Value.Replace(',', '.'), CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("""^(?<sign>[-−+])?(?<d>\d{1,3}(?:[.,]\d+)?)(?:\s*[°\s]\s*(?:(?<m>\d{1,2}(?:[.,]\d+)?)(?:\s*['’′\s]\s*(?:(?<s>\d{1,2}(?:[.,]\d+)?)\s*(?:["”″]|''|’’)?)?)?)?)?\s*(?<half>[NSEWOnsewo])?$""")]
    private static partial Regex Angle();

    // Between the two: a letter of the compass, a semicolon, a comma with a space, or spaces between plain decimals.
    [GeneratedRegex("""^(?:(?<lat>[^;]+[NSns])[\s,;]*(?<lon>[^;]+)|(?<lat>[^;]+);(?<lon>[^;]+)|(?<lat>[-−+\d.°]+)\s*,\s*(?<lon>[-−+\d.°]+)|(?<lat>[-−+\d.,°]+),?\s+(?<lon>[-−+\d.,°]+))$""")]
    private static partial Regex Pair();
}

using System.Globalization;

namespace SahelMap.Client.I18n;

/// <summary>A day as people type it: 27/03/2020, 27 March 2020, 27 mars 2020, 1er mars 2022, or 2020-03-27.</summary>
public static class DayText
{
    private static readonly string[] Forms = ["yyyy-M-d", "d/M/yyyy", "d.M.yyyy", "d-M-yyyy", "d MMMM yyyy", "d MMM yyyy", "d MMM. yyyy"];

    public static bool TryRead(this Text text, string? typed, out DateOnly day)
    {
        var plain = (typed ?? "").Trim().Replace("1er ", "1 ", StringComparison.OrdinalIgnoreCase).Replace('\u00a0', ' ');
        return DateOnly.TryParseExact(plain, Forms, text.Culture, DateTimeStyles.AllowInnerWhite, out day)
            || DateOnly.TryParseExact(plain, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out day)
                && day.Year is >= 1900 and <= 2100;
    }
}

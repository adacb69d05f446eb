using System.Globalization;

namespace SahelMap.Client.I18n;

/// <summary>
/// How numbers and days are written in our two languages. Said here, after CLDR's en-GB and fr-FR, because the browser would
/// have to fetch 145 kB of ICU data to be told the same.
/// </summary>
public static class Cultures
{
    public static CultureInfo English { get; } = Make(
        group: ",", point: ".",
        "January February March April May June July August September October November December",
        "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec");

    public static CultureInfo French { get; } = Make(
        group: "\u202f", point: ",",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.");

    private static CultureInfo Make(string group, string point, string months, string shortMonths)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NumberDecimalSeparator) = (group, point);
        string[] full = [.. months.Split(' '), ""], abbreviated = [.. shortMonths.Split(' '), ""]; // a thirteenth, as .NET asks
        (culture.DateTimeFormat.MonthNames, culture.DateTimeFormat.MonthGenitiveNames) = (full, full);
        (culture.DateTimeFormat.AbbreviatedMonthNames, culture.DateTimeFormat.AbbreviatedMonthGenitiveNames) = (abbreviated, abbreviated);
        return CultureInfo.ReadOnly(culture);
    }
}

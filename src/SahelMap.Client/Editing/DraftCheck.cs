using System.Globalization;
using SahelMap.Client.I18n;

namespace SahelMap.Client.Editing;

/// <summary>What can be said about the fields before the server is asked; it has the last word.</summary>
public static class DraftCheck
{
    /// <returns>By field: the key of what is wrong with it.</returns>
    public static Dictionary<string, string> Problems(Draft draft)
    {
        var problems = new Dictionary<string, string>();
        foreach (var field in draft.Fields)
        {
            var text = draft[field.Name].Trim();
            if (text.Length == 0)
            {
                if (field.Required) problems[field.Name] = "check.required";
            }
            else if (Wrong(field.Kind, text) is { } key)
            {
                problems[field.Name] = key;
            }
        }

        if (TryDay(draft["from"], out var from) && TryDay(draft["last"], out var last) && last < from && !IsOngoing(draft)) problems["last"] = "check.lastBeforeFirst";
        if (draft.Kind == DraftField.Deployment) CheckArea(draft, problems);
        return problems;
    }

    /// <summary>Kept as the source says it, but worth a second look.</summary>
    public static bool DeathsAreOutOfOrder(Draft draft) =>
        OutOfOrder(draft, "deathsLow", "deathsBest", "deathsHigh") || OutOfOrder(draft, "civilianDeathsLow", "civilianDeaths", "civilianDeathsHigh");

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static bool TryDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    public static bool TryWhole(string text, out int n) =>
        int.TryParse(text.Replace(" ", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out n);

    public static bool TryKilometres(string text, out double km) =>
        double.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out km) && km is > 0 and <= 2000;

    private static string? Wrong(FieldKind kind, string text) => kind switch
    {
        FieldKind.Whole when !TryWhole(text, out _) => "check.whole",
        FieldKind.Day when !TryDay(text, out _) => "check.day",
        FieldKind.Latitude when !Coordinates.TryReadLatitude(text, out _) => "check.latitude",
        FieldKind.Longitude when !Coordinates.TryReadLongitude(text, out _) => "check.longitude",
        FieldKind.Kilometres when !TryKilometres(text, out _) => "check.kilometres",
        FieldKind.Link when !text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) => "check.link",
        _ => null,
    };

    private static void CheckArea(Draft draft, Dictionary<string, string> problems)
    {
        // What belongs to another rule than the chosen one is not looked at.
        string[] asked = draft["rule.kind"] switch
        {
            "Regions" => ["rule.regions"],
            "Countries" => ["rule.countries"],
            "Radius" => ["rule.lat", "rule.lon", "rule.km"],
            "Border" => ["rule.between", "rule.km"],
            _ => ["geometry"],
        };
        foreach (var name in problems.Keys.Where(k => k.StartsWith("rule.", StringComparison.Ordinal) && !asked.Contains(k)).ToArray()) problems.Remove(name);
        foreach (var name in asked.Where(n => draft[n].Length == 0)) problems[name] = name == "geometry" ? "check.drawing" : "check.required";
        if (IsOngoing(draft)) problems.Remove("last");
        else if (draft["last"].Length == 0) problems["last"] = "check.lastOrOngoing";
    }

    private static bool IsOngoing(Draft draft) => draft.Kind == DraftField.Deployment && draft["ongoing"] == "true";

    private static bool OutOfOrder(Draft draft, params ReadOnlySpan<string> fields)
    {
        var previous = -1;
        foreach (var field in fields)
        {
            if (!TryWhole(draft[field], out var n)) continue;
            if (n < previous) return true;
            previous = n;
        }

        return false;
    }
}

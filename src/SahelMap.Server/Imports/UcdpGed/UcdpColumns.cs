namespace SahelMap.Server.Imports.UcdpGed;

/// <summary>Where a GED file has what, by its header: releases and carriers differ in names and in how much they keep.</summary>
internal sealed class UcdpColumns
{
    private const int Absent = -1;

    /// <summary>The cut of the R package juanr: release 21.1 in 14 columns.</summary>
    private static readonly string[] Juanr =
    [
        "id", "year", "month", "day", "country", "type_of_violence", "conflict_name", "side_a", "side_b", "latitude", "longitude",
        "low_death", "best_death", "high_death",
    ];

    private UcdpColumns(IReadOnlyList<string> names)
    {
        Names = names;
        Id = Find("id");
        Type = Find("type_of_violence");
        SideA = Find("side_a");
        SideB = Find("side_b");
        Latitude = Find("latitude");
        Longitude = Find("longitude");
        Country = Find("country");
        Low = Find("low", "low_est", "low_death");
        Best = Find("best", "best_est", "best_death");
        High = Find("high", "high_est", "high_death");
        Start = Find("date_start");
        End = Find("date_end");
        Year = Find("year");
        Month = Find("month");
        Day = Find("day");
        DatePrecision = Find("date_prec");
        WherePrecision = Find("where_prec");
        Place = Find("where_coordinates");
        DeathsCivilians = Find("deaths_civilians");
        Clarity = Find("event_clarity");
        IsJuanrCut = names.SequenceEqual(Juanr, StringComparer.OrdinalIgnoreCase);

        int Find(params ReadOnlySpan<string> anyOf)
        {
            foreach (var name in anyOf)
                for (var i = 0; i < names.Count; i++)
                    if (string.Equals(names[i], name, StringComparison.OrdinalIgnoreCase)) return i;
            return Absent;
        }
    }

    public IReadOnlyList<string> Names { get; }
    public int Id { get; }
    public int Type { get; }
    public int SideA { get; }
    public int SideB { get; }
    public int Latitude { get; }
    public int Longitude { get; }
    public int Country { get; }
    public int Low { get; }
    public int Best { get; }
    public int High { get; }
    public int Start { get; }
    public int End { get; }
    public int Year { get; }
    public int Month { get; }
    public int Day { get; }
    public int DatePrecision { get; }
    public int WherePrecision { get; }
    public int Place { get; }
    public int DeathsCivilians { get; }
    public int Clarity { get; }

    /// <summary>That cut keeps only events that UCDP placed within about 25 km, and leaves the precision out.</summary>
    public bool IsJuanrCut { get; }

    public static bool Has(int column) => column != Absent;

    /// <summary>Columns that a row's own fields hold word for word; the others are kept beside the record.</summary>
    public bool IsKeptAsField(int column) =>
        column == Id || column == SideA || column == SideB || column == Latitude || column == Longitude
        || column == Low || column == Best || column == High || column == Start || column == End
        || column == Year || column == Month || column == Day || column == Place || column == DeathsCivilians;

    /// <summary>The columns, or the names of those without which there is no event.</summary>
    public static (UcdpColumns? Columns, IReadOnlyList<string> Missing) Of(IReadOnlyList<string> header)
    {
        var columns = new UcdpColumns([.. header.Select(h => h.Trim())]);
        List<string> missing = [];
        Need(columns.Id, "id");
        Need(columns.Type, "type_of_violence");
        Need(columns.SideA, "side_a");
        Need(columns.SideB, "side_b");
        Need(columns.Latitude, "latitude");
        Need(columns.Longitude, "longitude");
        Need(columns.Best, "best (or best_est, best_death)");
        if (!Has(columns.Start) && !(Has(columns.Year) && Has(columns.Month) && Has(columns.Day)))
            missing.Add("date_start (or year, month and day)");
        return missing.Count == 0 ? (columns, missing) : (null, missing);

        void Need(int column, string name) { if (!Has(column)) missing.Add(name); }
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SahelMap.Contracts;
using SahelMap.Server.Exports;
using Sylvan.Data.Csv;

namespace SahelMap.Server.Imports.UcdpGed;

/// <summary>Rows of a GED file to incidents. What a row does not say stays null: nothing is inferred.</summary>
/// <remarks>
/// UCDP's codes (codebook of GED 23.1): type_of_violence 1 state-based, 2 non-state, 3 one-sided; date_prec 1 the day, 2 two to six
/// days, 3 the week, 4 the month, 5 the year or more; where_prec 1 the place, 2 within about 25 km, 3 the district, 4 the region,
/// 5 a line or an area larger than a region, 6 the country, 7 the open sea or the air.
/// </remarks>
internal sealed class UcdpEvents(UcdpColumns columns, ImportContext context, SourceDraft source, IReadOnlySet<string> newer)
{
    public const string Dataset = "ucdp-ged";
    private const string JuanrAccuracy = "placed by UCDP within about 25 km; this cut of the dataset does not say how precisely, nor how precisely the day is known";

    private readonly SortedDictionary<string, int> _unknownSides = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _original = new();
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _pool =
        new Dictionary<string, string>().GetAlternateLookup<ReadOnlySpan<char>>();
    private int _toldElsewhere;
    private int _superseded;

    public ImportRow Read(CsvDataReader csv, int line)
    {
        var id = csv.GetFieldSpan(columns.Id);
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return Reject(columns.Id, "UCDP's number of the event");
        var key = id.ToString();

        if (TypeOf(csv.GetFieldSpan(columns.Type)) is not var (type, category))
            return Reject(columns.Type, "1, 2 or 3; or State-based violence, Non-state violence or One-sided violence");

        if (ReadPeriod(csv, line, out var from, out var until) is { } badPeriod) return badPeriod;

        if (!Degrees(csv.GetFieldSpan(columns.Latitude), 90, out var lat)) return Reject(columns.Latitude, "degrees from -90 to 90");
        if (!Degrees(csv.GetFieldSpan(columns.Longitude), 180, out var lon)) return Reject(columns.Longitude, "degrees from -180 to 180");

        if (!Deaths(columns.Best, out var best) || best is null) return Reject(columns.Best, "a whole number from 0");
        if (!Deaths(columns.Low, out var low)) return Reject(columns.Low, "a whole number from 0, or nothing");
        if (!Deaths(columns.High, out var high)) return Reject(columns.High, "a whole number from 0, or nothing");
        if (!Deaths(columns.DeathsCivilians, out var civilians)) return Reject(columns.DeathsCivilians, "a whole number from 0, or nothing");

        var datePrecision = DatePrecision.Unknown;
        if (UcdpColumns.Has(columns.DatePrecision))
        {
            if (DatePrecisionOf(csv.GetFieldSpan(columns.DatePrecision)) is not { } known) return Reject(columns.DatePrecision, "1 to 5");
            datePrecision = known;
        }
        var geoPrecision = columns.IsJuanrCut ? GeoPrecision.Near : GeoPrecision.Unknown;
        if (UcdpColumns.Has(columns.WherePrecision))
        {
            if (GeoPrecisionOf(csv.GetFieldSpan(columns.WherePrecision)) is not { } known) return Reject(columns.WherePrecision, "1 to 7");
            geoPrecision = known;
        }

        var (sideA, sideB) = (Pooled(csv.GetFieldSpan(columns.SideA)), Pooled(csv.GetFieldSpan(columns.SideB)));
        if (sideA.Length == 0) return Reject(columns.SideA, "the name of a side");
        var country = UcdpColumns.Has(columns.Country) ? UcdpCountries.Iso(Pooled(csv.GetFieldSpan(columns.Country))) : null;
        var place = UcdpColumns.Has(columns.Place) && !csv.GetFieldSpan(columns.Place).IsWhiteSpace() ? csv.GetString(columns.Place).Trim() : null;
        if (newer.Contains(key))
        {
            _superseded++;
            return new SupersededRow(line, key);
        }
        var told = context.ToldElsewhere.GetValueOrDefault((Dataset, key));
        if (told is not null) _toldElsewhere++;

        var (title, titleFr) = Titles(type, sideA, sideB, place);
        return new AcceptedRow(line, new IncidentDraft(Dataset, key, null, lon, lat, new IncidentProperties
        {
            Dataset = Dataset,
            DatasetKey = key,
            Title = title,
            TitleFr = titleFr,
            Type = type,
            Category = category,
            From = from,
            Until = until,
            DatePrecision = datePrecision,
            GeoPrecision = geoPrecision,
            Place = place,
            Country = country,
            SideA = sideA,
            SideB = sideB.Length == 0 ? null : sideB,
            Actors = Actors(sideA, sideB, country, lon),
            AttributedBy = "UCDP",
            DeathsLow = low,
            DeathsBest = best,
            DeathsHigh = high,
            CivilianDeaths = civilians,
            // Whoever reads a sum wants everybody in it once.
            CountedElsewhere = told is not null,
            Notes = told is null ? null : $"Told in geodata as well, as \"{told}\": counted there.",
            Source = source.Name,
            Citation = source.Citation,
            Url = source.Url,
            Licence = source.Licence,
            Basis = "retrieved-ucdp",
            Confidence = UcdpColumns.Has(columns.Clarity) && csv.GetFieldSpan(columns.Clarity) is "1" ? Confidence.High : Confidence.Medium,
            Accuracy = columns.IsJuanrCut ? JuanrAccuracy : null,
            Verified = true,
            EnteredBy = "import",
        }, source, Original(csv)));

        RejectedRow Reject(int column, string expected) => RejectedRow.Of(line, columns.Names[column], csv.GetFieldSpan(column), expected);

        bool Deaths(int column, out int? deaths)
        {
            deaths = null;
            if (!UcdpColumns.Has(column) || csv.GetFieldSpan(column) is { Length: 0 }) return true;
            if (!int.TryParse(csv.GetFieldSpan(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            deaths = number;
            return true;
        }
    }

    /// <summary>What the file as a whole left open.</summary>
    public void Remark()
    {
        if (columns.IsJuanrCut)
            context.Remark("The file has no date_prec, where_prec or deaths_civilians: days are marked as of unknown precision, places as within about 25 km, civilian deaths as not known.");
        else if (!UcdpColumns.Has(columns.WherePrecision))
            context.Remark("The file has no where_prec: places are marked as of unknown precision.");
        if (_toldElsewhere > 0)
            context.Remark($"{_toldElsewhere} events are told in geodata as well: marked as counted elsewhere, so that sums have them once.");
        if (_superseded > 0) context.Remark($"{_superseded} events are here from a later release and stay as they are.");
        if (_unknownSides.Count == 0) return;
        var most = _unknownSides.OrderByDescending(s => s.Value).Take(8).Select(s => $"{s.Key} ({s.Value})");
        context.Remark($"{_unknownSides.Count} side names are no known actor's and stay as filed: {string.Join(", ", most)}{(_unknownSides.Count > 8 ? " …" : "")}. "
            + "Give an actor the name as an alias and import again to link them.");
    }

    private RejectedRow? ReadPeriod(CsvDataReader csv, int line, out DateOnly from, out DateOnly until)
    {
        from = until = default;
        if (UcdpColumns.Has(columns.Start))
        {
            if (!Day(csv.GetFieldSpan(columns.Start), out from)) return Reject(columns.Start, "a day such as 2012-03-31");
            var last = from;
            if (UcdpColumns.Has(columns.End) && !Day(csv.GetFieldSpan(columns.End), out last)) return Reject(columns.End, "a day such as 2012-03-31");
            if (last < from) return Reject(columns.End, $"the day of {columns.Names[columns.Start]}, {from:yyyy-MM-dd}, or a later one");
            until = last.AddDays(1);
            return null;
        }
        if (!Number(columns.Year, 1900, 2200, out var year)) return Reject(columns.Year, "a year");
        if (!Number(columns.Month, 1, 12, out var month)) return Reject(columns.Month, "1 to 12");
        if (!Number(columns.Day, 1, DateTime.DaysInMonth(year, month), out var day)) return Reject(columns.Day, $"a day of {year}-{month:00}");
        from = new DateOnly(year, month, day);
        until = from.AddDays(1);
        return null;

        bool Number(int column, int least, int most, out int number) =>
            int.TryParse(csv.GetFieldSpan(column), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;

        RejectedRow Reject(int column, string expected) => RejectedRow.Of(line, columns.Names[column], csv.GetFieldSpan(column), expected);
    }

    /// <summary>2012-03-31, with or without a time behind it (some releases write 2012-03-31 00:00:00.000).</summary>
    private static bool Day(ReadOnlySpan<char> text, out DateOnly day)
    {
        day = default;
        return text.Length >= 10 && (text.Length == 10 || text[10] is ' ' or 'T')
            && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            && day.Year is >= 1900 and <= 2200;
    }

    private static bool Degrees(ReadOnlySpan<char> text, double most, out double degrees) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out degrees) && Math.Abs(degrees) <= most;

    private static (IncidentType Type, string Category)? TypeOf(ReadOnlySpan<char> text) =>
        text is "1" || text.Equals("State-based violence", StringComparison.OrdinalIgnoreCase) ? (IncidentType.Battle, "state-based conflict")
        : text is "2" || text.Equals("Non-state violence", StringComparison.OrdinalIgnoreCase) ? (IncidentType.Battle, "non-state conflict")
        : text is "3" || text.Equals("One-sided violence", StringComparison.OrdinalIgnoreCase) ? (IncidentType.ViolenceAgainstCivilians, "one-sided violence")
        : null;

    private static DatePrecision? DatePrecisionOf(ReadOnlySpan<char> text) => text switch
    {
        "1" => DatePrecision.Day,
        "2" => DatePrecision.DayRange,
        "3" => DatePrecision.Week,
        "4" => DatePrecision.Month,
        "5" => DatePrecision.Year,
        _ => null,
    };

    private static GeoPrecision? GeoPrecisionOf(ReadOnlySpan<char> text) => text switch
    {
        "1" => GeoPrecision.Exact,
        "2" => GeoPrecision.Near,
        "3" => GeoPrecision.District,
        "4" => GeoPrecision.Region,
        "5" or "6" => GeoPrecision.Country,
        "7" => GeoPrecision.Unknown,
        _ => null,
    };

    private static (string English, string French) Titles(IncidentType type, string sideA, string sideB, string? place)
    {
        var where = place is null ? "" : $" ({place})";
        if (type == IncidentType.ViolenceAgainstCivilians)
            return ($"Violence against civilians: {sideA}{where}", $"Violences contre des civils : {sideA}{where}");
        var sides = sideB.Length == 0 ? sideA : $"{sideA} – {sideB}";
        return ($"Battle: {sides}{where}", $"Combat : {sides}{where}");
    }

    private List<string> Actors(string sideA, string sideB, string? country, double lon)
    {
        List<string> codes = [];
        foreach (var side in (ReadOnlySpan<string>)[sideA, sideB])
            if (side.Length > 0 && !context.Actors.Find(side, country, lon, codes))
                _unknownSides[side] = _unknownSides.GetValueOrDefault(side) + 1;
        return codes;
    }

    private string Original(CsvDataReader csv)
    {
        _original.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_original, ExportJson.Writer))
        {
            json.WriteStartObject();
            for (var i = 0; i < columns.Names.Count; i++)
                if (!columns.IsKeptAsField(i) && csv.GetFieldSpan(i) is { Length: > 0 } text)
                    json.WriteString(columns.Names[i], text.Contains('\0') ? text.ToString().Replace("\0", "") : text);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(_original.WrittenSpan);
    }

    /// <summary>Names repeat: one string each.</summary>
    private string Pooled(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (_pool.TryGetValue(text, out var name)) return name;
        return _pool[text] = text.ToString();
    }
}

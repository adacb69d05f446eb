using System.Globalization;
using System.Text;

namespace SahelMap.Client.Analysis;

/// <summary>The table as RFC 4180: names of columns and rows in English, numbers unrounded, nothing where there is none.</summary>
public static class RateCsv
{
    private const string Head = "row,count,incidents,km2_days,per_1000_km2_month,interval_low,interval_high,band_median,band_low,band_high,imprecise_share";

    public static string Write(IEnumerable<RateRow> rows)
    {
        StringBuilder csv = new(Head + "\r\n");
        foreach (var row in rows.SelectMany(r => r.Parts.Prepend(r)))
        {
            var r = row.Rate;
            csv.AppendJoin(',', row.Key, N(r.Count), N(r.Incidents), N(r.Km2Days), N(r.PerThousandKm2Month), N(r.Interval?.Low), N(r.Interval?.High),
                N(r.Band?.Median), N(r.Band?.Low), N(r.Band?.High), N(r.ImpreciseShare)).Append("\r\n");
        }

        return csv.ToString();
    }

    private static string N(double? n) => n?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}

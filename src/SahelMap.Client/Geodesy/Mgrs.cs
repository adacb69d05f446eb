using System.Globalization;

namespace SahelMap.Client.Geodesy;

/// <summary>
/// The Military Grid Reference System on WGS 84 (NGA.STND.0037): a UTM place by its 100 km square and the metres inside it.
/// The polar squares (beyond 80° S and 84° N) are not covered. Thread-safe.
/// </summary>
public static class Mgrs
{
    private const int Square = 100_000, RowCycle = 20 * Square;
    private const string Rows = "ABCDEFGHJKLMNPQRSTUV";
    private static readonly double[] Heights = [0, 0.5, 0.999];
    private static readonly string[] Columns = ["ABCDEFGH", "JKLMNPQR", "STUVWXYZ"];

    /// <summary>"30QXD 03012 99871", to the metre; a reference names a square by its south-west corner, so metres are cut, not rounded.</summary>
    /// <returns>Null beyond the grid.</returns>
    public static string? Of(double lon, double lat)
    {
        if (Utm.Of(lon, lat) is not { } at) return null;
        var (east, north) = ((int)Math.Floor(at.Easting + 1e-6), (int)Math.Floor(at.Northing + 1e-6));
        var column = Columns[(at.Zone - 1) % 3][east / Square - 1];
        var row = Rows[(north / Square + RowShift(at.Zone)) % Rows.Length];
        return string.Create(CultureInfo.InvariantCulture, $"{at.Zone}{at.Band}{column}{row} {east % Square:00000} {north % Square:00000}");
    }

    /// <param name="digits">Of easting and northing together: 0 (the square itself) to 10 (the metre), an even number.</param>
    /// <returns>The middle of the square that is named; null where the zone has no such square in that band.</returns>
    public static (double Lon, double Lat)? TryRead(int zone, char band, char column, char row, string digits)
    {
        var (inZone, inRows) = (Columns[(zone - 1) % 3].IndexOf(column, StringComparison.Ordinal), Rows.IndexOf(row, StringComparison.Ordinal));
        if (inZone < 0 || inRows < 0) return null;
        var half = digits.Length / 2;
        var side = Square / Math.Pow(10, half);
        double Inside(string part) => ((part.Length > 0 ? int.Parse(part, CultureInfo.InvariantCulture) : 0) + 0.5) * side;
        var easting = (inZone + 1) * Square + Inside(digits[..half]);
        var southing = (inRows - RowShift(zone) + Rows.Length) % Rows.Length * Square;
        var south = Utm.Bands.IndexOf(band, StringComparison.Ordinal) < Utm.Bands.IndexOf('N', StringComparison.Ordinal);

        // Letters of rows come again every 2,000 km: the one meant has its square in the band.
        for (var northing = (double)southing; northing < 10_000_000; northing += RowCycle)
        {
            // A square may reach over the band's edge: then its middle lies in the next band, but one of its corners in this.
            if (!Heights.Any(part => Utm.BandOf(Utm.ToDegrees(zone, south, easting, northing + part * Square).Lat) == band)) continue;
            return Utm.ToDegrees(zone, south, easting, northing + Inside(digits[half..]));
        }

        return null;
    }

    private static int RowShift(int zone) => zone % 2 == 0 ? 5 : 0;
}

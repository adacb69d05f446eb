using System.Globalization;
using SahelMap.Client.Geodesy;
using SahelMap.Client.I18n;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Client;

public sealed class CoordinatesTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    /// <summary>Names, places and references as the npm package mgrs 2.2.0 gives them: another implementation than ours.</summary>
    public static TheoryData<double, double, string> Squares => new()
    {
        { -7.9922, 12.6392, "29PPP0944897447" }, { -0.0447, 16.2717, "30QZD1588001273" }, { 1.4078, 18.4411, "31QCA3185239727" },
        { 2.4019, 15.9182, "31PDT3598159978" }, { 2.1098, 13.5137, "31PDQ0366494119" }, { 15.0444, 12.1067, "33PWP0483138352" },
        { -15.9785, 18.0858, "28QCE9645999952" }, { 151.2153, -33.8568, "56HLH3490052288" }, { 5.3221, 60.3913, "32VKN9735300648" },
        { 15.6356, 78.2232, "33XWG1448183357" }, { 6.5, 0.5, "32NKF2173455318" }, { -0.5, -0.5, "30MYE7826544681" },
    };

    [Theory]
    [MemberData(nameof(Squares))]
    public void A_place_has_the_MGRS_reference_that_another_implementation_gives(double lon, double lat, string square) =>
        Assert.Equal(square, Mgrs.Of(lon, lat)!.Replace(" ", "", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Squares))]
    public void A_reference_is_read_as_the_middle_of_its_square_metre(double lon, double lat, string square)
    {
        Assert.True(Coordinates.TryRead(square, out var x, out var y, out var problem));
        Assert.Null(problem);
        Assert.Equal(lon, x, 2e-5 / Math.Cos(lat * Math.PI / 180));
        Assert.Equal(lat, y, 2e-5);
    }

    /// <summary>The example of GeographicLib's GeoConvert: 38SMB4488 is 33.33424 44.40363.</summary>
    [Theory]
    [InlineData("38SMB4488", 44.40363, 33.33424)]
    [InlineData("38s mb 44 88", 44.40363, 33.33424)]
    [InlineData("38SMB", 44.46, 33.0, 0.6)]
    public void A_square_of_any_size_is_read_as_its_middle(string typed, double lon, double lat, double within = 1e-5)
    {
        Assert.True(Coordinates.TryRead(typed, out var x, out var y, out _));
        Assert.Equal(lon, x, within);
        Assert.Equal(lat, y, within);
    }

    [Fact]
    public async Task UTM_agrees_with_PostGIS_to_the_millimetre_both_ways()
    {
        await using var command = server.DataSource.CreateCommand("""
            SELECT lon, lat, zone, lat < 0, ST_X(p), ST_Y(p)
            FROM (SELECT lon, lat, zone, ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), CASE WHEN lat < 0 THEN 32700 ELSE 32600 END + zone) AS p
                FROM (SELECT lon::float8, lat::float8, floor((lon + 180) / 6)::int + 1 AS zone
                    FROM generate_series(-17.9, 24.9, 1.37) AS lon, generate_series(-33.3, 55.9, 2.9) AS lat) AS place) AS grid
            """);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var places = 0;
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var (lon, lat, zone, south, easting, northing) = (reader.GetDouble(0), reader.GetDouble(1), reader.GetInt32(2), reader.GetBoolean(3), reader.GetDouble(4), reader.GetDouble(5));
            var at = Utm.Of(lon, lat)!.Value;
            Assert.Equal(zone, at.Zone);
            Assert.Equal(easting, at.Easting, 1e-3);
            Assert.Equal(northing, at.Northing, 1e-3);
            var (backLon, backLat) = Utm.ToDegrees(zone, south, easting, northing);
            Assert.Equal(lon, backLon, 1e-8);
            Assert.Equal(lat, backLat, 1e-8);
            places++;
        }

        Assert.True(places > 900, $"{places} places were compared.");
    }

    [Theory]
    [InlineData("16.2717, -0.0447")]
    [InlineData("16.2717,-0.0447")]
    [InlineData("16,2717 -0,0447")]
    [InlineData("16,2717 ; -0,0447")]
    [InlineData("16.2717 N, 0.0447 W")]
    [InlineData("16,2717° N 0,0447° O")]
    [InlineData("0.0447 W 16.2717 N")]
    [InlineData("N 16.2717 W 0.0447")]
    [InlineData("16°16′18.1″N 0°2′40.9″W")]
    [InlineData("16° 16' 18,1\" N, 0° 2' 40,9\" O")]
    [InlineData("N16°16'18.1\" W0°2'40.9\"")]
    [InlineData("16 16 18.1 N 0 2 40.9 W")]
    [InlineData("16°16.302′N 0°2.682′W")]
    [InlineData("16°16′18.1″ -0°2′40.9″")]
    [InlineData("30Q 815880 1801273")]
    [InlineData("30 N 815880 1801273")]
    [InlineData("zone 30Q 815880.4 m E, 1801273.1 m N")]
    [InlineData("30QZD 15880 01273")]
    [InlineData("30qzd1588001273")]
    public void Gao_is_read_however_it_is_written(string typed)
    {
        Assert.True(Coordinates.TryRead(typed, out var lon, out var lat, out var problem), problem?.Key);
        Assert.Equal(-0.0447, lon, 3e-5);
        Assert.Equal(16.2717, lat, 3e-5);
    }

    [Theory]
    [InlineData("91, 0", "position.latitude", "91")]
    [InlineData("16, 181", "position.longitude", "181")]
    [InlineData("16°61′ N 0° W", "position.sixty", "61")]
    [InlineData("16 N 0.04 S", "position.direction", "S")]
    [InlineData("-16 S 0 W", "position.direction", "-16 S")]
    [InlineData("16.27 N", "position.form", "16.27 N")]
    [InlineData("61QZD 15880 01273", "position.zone", "61Q")]
    [InlineData("30IZD 15880 01273", "position.zone", "30I")]
    [InlineData("30QAD 15880 01273", "position.mgrsSquare", "AD")]
    [InlineData("30QZD 1588 01273", "position.mgrsDigits", "1588 01273")]
    [InlineData("30Q 15880 1801273", "position.easting", "15880")]
    [InlineData("30Q 815880 3801273", "position.northing", "3801273")]
    public void What_cannot_be_is_refused_with_what_was_found(string typed, string key, string found)
    {
        Assert.False(Coordinates.TryRead(typed, out _, out _, out var problem));
        Assert.Equal(key, problem?.Key);
        foreach (var language in Text.Languages)
        {
            var text = new Text();
            text.Use(language);
            Assert.Contains(found, problem!.In(text), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Gao")]
    [InlineData("2019")]
    [InlineData("2019-03-12")]
    [InlineData("12 men killed")]
    [InlineData("resolution 2100")]
    public void Words_and_years_are_no_position_and_no_mistake(string typed)
    {
        Assert.False(Coordinates.TryRead(typed, out _, out _, out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("30QZD", "x")]
    [InlineData("", " N 1 E")]
    [InlineData("30Q 815880 ", " m")]
    [InlineData("1, ", "°")]
    public void A_line_without_end_is_refused_and_holds_nobody_up(string before, string after) =>
        Assert.False(Coordinates.TryRead(before + new string('1', 200_000) + after, out _, out _, out _));

    [Fact]
    public void What_is_written_in_any_notation_and_language_is_read_again()
    {
        var random = new Random(1);
        foreach (var language in Text.Languages)
        {
            var text = new Text();
            text.Use(language);
            for (var n = 0; n < 400; n++)
            {
                var (lon, lat) = (random.NextDouble() * 360 - 180, random.NextDouble() * 160 - 79);
                foreach (var notation in Enum.GetValues<Notation>())
                {
                    var written = text.Position(notation, lon, lat);
                    Assert.True(Coordinates.TryRead(written, out var x, out var y, out var problem), $"{written}: {problem?.Key}");
                    var place = string.Create(CultureInfo.InvariantCulture, $"{written}, written of {lat}, {lon}");
                    Assert.True(Math.Abs(x - lon) * Math.Cos(lat * Math.PI / 180) < 2e-4 && Math.Abs(y - lat) < 2e-4, place);
                }
            }
        }
    }
}

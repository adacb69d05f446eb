using System.Globalization;
using System.Text;
using SahelMap.Server.Tests.Support;
using Xunit;
using static SahelMap.Server.Tests.Live.SampleRecords;

namespace SahelMap.Server.Tests.Data;

/// <summary>Where a tile is dense, the server sums it in memory: the same points as PostGIS makes.</summary>
public sealed class SummedTileTests(ServerFixture server) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // None stands on the edge of a cell, where rounding decides.
        await AddActorsAsync(server.DataSource);
        await ExecuteAsync(server.DataSource, $"""
            INSERT INTO incident (title, type, period, location, country, admin1, deaths_best, civilian_deaths, counted_elsewhere, synthetic, source, basis, confidence, verified, entered_by)
            SELECT 'Dense', (ARRAY['Battle','Explosion','Other'])[1 + n % 3], daterange(d, d + 1 + n % 4), ST_SetSRID(ST_MakePoint(-7.9997 + n::bigint * 7919 % 16000 / 1000.0, 11.0003 + n::bigint * 104729 % 9000 / 1000.0), 4326),
                'ML', 'ML/Gao', n % 7, nullif(n % 5, 0), n % 11 = 0, n % 13 = 0, '{Source}', 'test', 'high', true, 'test'
            FROM (SELECT n, DATE '2020-01-01' + n % 900 AS d FROM generate_series(1, 9000) AS n) AS rows
            WHERE NOT EXISTS (SELECT FROM incident WHERE title = 'Dense')
            """);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("0/0/0", "")]
    [InlineData("4/7/7", "")]
    [InlineData("0/0/0", "type=Explosion,Other&from=2020-02-01&until=2022-06-01&country=ML")]
    [InlineData("0/0/0", "admin1=ML/Gao&minDeaths=1&source=local")]
    public async Task Its_points_counts_and_deaths_are_those_of_PostGIS(string tile, string filter)
    {
        // A box around everything has the database make the tile.
        var expected = await PointsAsync($"/tiles/incidents/{tile}.mvt?bbox=-180,-85,180,85&{filter}".TrimEnd('&'));
        var actual = await PointsAsync($"/tiles/incidents/{tile}.mvt?{filter}".TrimEnd('?'));

        Assert.NotEmpty(expected);
        Assert.Equal(expected.Count, actual.Count);
        Assert.True(actual.Sum(p => p.Count) > 4_000);
        Assert.Equal(expected.Select(p => p.Sums).Order(), actual.Select(p => p.Sums).Order());
        // To within rounding each stands where PostGIS has it.
        Assert.InRange(actual.Average(p => p.X) - expected.Average(p => p.X), -1, 1);
        Assert.InRange(actual.Average(p => p.Y) - expected.Average(p => p.Y), -1, 1);
    }

    private async Task<List<Point>> PointsAsync(string url)
    {
        var layer = Fields(await server.Client.GetByteArrayAsync(url, Ct)).Single(f => f.Field == 3).Bytes;
        List<string> keys = [], values = [];
        List<byte[]> features = [];
        foreach (var (field, _, bytes) in Fields(layer))
            if (field == 2) features.Add(bytes);
            else if (field == 3) keys.Add(Encoding.UTF8.GetString(bytes));
            else if (field == 4) values.Add(Fields(bytes).Select(v => v.Field == 1 ? Encoding.UTF8.GetString(v.Bytes) : v.Field == 6 ? $"{(long)(v.Number >> 1) ^ -(long)(v.Number & 1)}" : $"{v.Number}").Single());
        return [.. features.Select(feature =>
        {
            var parts = Fields(feature);
            var tags = Varints(parts.Single(p => p.Field == 2).Bytes);
            var properties = tags.Chunk(2).ToDictionary(t => keys[(int)t[0]], t => values[(int)t[1]]);
            var geometry = Varints(parts.Single(p => p.Field == 4).Bytes);
            var (x, y) = ((int)(geometry[1] >> 1), (int)(geometry[2] >> 1));
            var count = long.Parse(properties["count"], CultureInfo.InvariantCulture);
            return new Point(x, y, count, $"{count} {properties["deathsBest"]} {properties["civilianDeaths"]} {properties["synthetic"]}");
        })];
    }

    private static List<(int Field, ulong Number, byte[] Bytes)> Fields(byte[] message)
    {
        List<(int, ulong, byte[])> fields = [];
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            var number = Varint(message, ref at);
            byte[] bytes = [];
            if ((tag & 7) == 2) (bytes, at) = (message[at..(at + (int)number)], at + (int)number);
            fields.Add(((int)(tag >> 3), number, bytes));
        }
        return fields;
    }

    private static List<ulong> Varints(byte[] bytes)
    {
        List<ulong> numbers = [];
        for (var at = 0; at < bytes.Length;) numbers.Add(Varint(bytes, ref at));
        return numbers;
    }

    private static ulong Varint(byte[] bytes, ref int at)
    {
        ulong number = 0;
        for (var shift = 0; ; shift += 7)
        {
            number |= (ulong)(bytes[at] & 0x7f) << shift;
            if (bytes[at++] < 0x80) return number;
        }
    }

    private readonly record struct Point(int X, int Y, long Count, string Sums);
}

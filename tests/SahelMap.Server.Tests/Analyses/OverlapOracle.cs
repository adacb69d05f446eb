using Npgsql;
using SahelMap.Contracts;
using SahelMap.Domain.Analysis;
using Xunit;

namespace SahelMap.Server.Tests.Analyses;

/// <summary>The overlaps as PostGIS sees them, by the plain definition and without any of our code.</summary>
public static class OverlapOracle
{
    /// <param name="incidents">What of an incident <c>i</c> counts beyond place and days, as SQL.</param>
    /// <param name="pairs">Which pairs of <c>p</c> and <c>c</c> pass, as SQL.</param>
    /// <param name="asDrawn">
    /// A zone's edges are straight in longitude and latitude, PostGIS's geography joins corners by the shortest way over the ground; on
    /// slivers a degree long that is more than 0.1 %. Cut short, the edges are the same.
    /// </param>
    public static async Task<List<Expected>> AskAsync(NpgsqlDataSource database, string incidents = "true", string pairs = "true", bool asDrawn = true)
    {
        List<Expected> expected = [];
        await using var command = database.CreateCommand($"""
            SELECT p.id, c.id, ST_Area({Cut("ST_CollectionExtract(ST_Intersection(p.area, c.area), 3)")}::geography) / 1e6,
                lower(p.served * c.served), upper(p.served * c.served),
                i.incidents, i.civilians, i.deaths,
                ST_Area({Cut("p.area")}::geography) / 1e6, ST_Area({Cut("c.area")}::geography) / 1e6
            FROM deployment AS p
            JOIN deployment AS c ON p.role = 'PoC' AND c.role = 'CT' AND ST_Intersects(p.area, c.area) AND p.served && c.served
            CROSS JOIN LATERAL (
                SELECT count(*)::int AS incidents,
                    coalesce(sum(i.civilian_deaths) FILTER (WHERE NOT i.counted_elsewhere), 0)::int AS civilians,
                    coalesce(sum(i.deaths_best) FILTER (WHERE NOT i.counted_elsewhere), 0)::int AS deaths
                FROM incident AS i
                WHERE ST_Intersects(i.location, p.area) AND ST_Intersects(i.location, c.area) AND i.period && (p.served * c.served) AND ({incidents})) AS i
            WHERE {pairs}
            """);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            expected.Add(new(reader.GetGuid(0), reader.GetGuid(1), reader.GetDouble(2), reader.GetFieldValue<DateOnly>(3),
                await reader.IsDBNullAsync(4) ? null : reader.GetFieldValue<DateOnly>(4), reader.GetInt32(5), reader.GetInt32(6), reader.GetInt32(7), reader.GetDouble(8), reader.GetDouble(9)));
        return expected;

        string Cut(string area) => asDrawn ? $"ST_Segmentize({area}, 0.05)" : area;
    }

    /// <summary>The same pairs, periods and counts; the same ground within 0.1 % from 1 km² on.</summary>
    public static void AssertEqual(IReadOnlyCollection<Expected> expected, IReadOnlyCollection<Overlap> actual)
    {
        // A pair whose ground is as small as the smallest that counts may fall on either side of it.
        var clear = expected.Where(e => e.Km2 > 2 * OverlapIndex.MinimumKm2).ToDictionary(e => (e.Poc, e.Ct));
        var found = actual.ToDictionary(a => (a.Poc, a.Ct));
        Assert.Empty(clear.Keys.Except(found.Keys));
        Assert.All(found.Values.Where(a => !clear.ContainsKey((a.Poc, a.Ct))), a => Assert.True(a.Km2 <= 3 * OverlapIndex.MinimumKm2, $"{a.Id} shares {a.Km2} km² here and nothing in PostGIS."));
        foreach (var (key, e) in clear)
        {
            var a = found[key];
            Assert.Equal((e.From, e.Until, e.Incidents, e.CivilianDeaths, e.Deaths), (a.From, a.Until, a.Incidents, a.CivilianDeaths, a.Deaths));
            if (e.Km2 <= 1) continue;
            Assert.InRange(a.Km2 / e.Km2, 0.999, 1.001);
            Assert.InRange(a.PocShare, e.Km2 / e.PocKm2 - 0.002, e.Km2 / e.PocKm2 + 0.002);
            Assert.InRange(a.CtShare, e.Km2 / e.CtKm2 - 0.002, e.Km2 / e.CtKm2 + 0.002);
        }
    }

    public sealed record Expected(
        Guid Poc, Guid Ct, double Km2, DateOnly From, DateOnly? Until, int Incidents, int CivilianDeaths, int Deaths, double PocKm2, double CtKm2);
}

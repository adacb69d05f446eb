using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Analyses;

/// <summary>Overlap of any two sets of the shipped deployments, beside PostGIS and beside the overlaps that are kept.</summary>
public sealed class SetOverlapTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PoC_and_CT_as_sets_are_the_overlaps_that_are_kept()
    {
        var answer = await server.Client.OverlapAsync("""{"a": {"role": "PoC"}, "b": {"role": "CT"}}""");
        var kept = await server.Client.OverlapsAsync();

        Assert.Equal(kept.Select(o => (o.Poc, o.Ct, o.From, o.Until, o.Days, o.Incidents, (long)o.CivilianDeaths)).Order(),
            answer.Pairs.Select(p => (p.A, p.B, p.From, p.Until, p.Days, p.Incidents, p.CivilianDeaths)).Order());
        foreach (var pair in answer.Pairs) Assert.Equal(kept.Single(o => o.Poc == pair.A && o.Ct == pair.B).Km2, pair.Km2, 1e-5);
    }

    [Fact]
    public async Task Totals_count_ground_days_and_incidents_once_as_PostGIS_does()
    {
        var answer = await server.Client.OverlapAsync("""{"a": {"role": "PoC", "kinds": ["Sector", "Camp"]}, "b": {"role": "CT", "actors": ["Barkhane", "Takuba"]}, "until": "2023-01-01"}""");

        // Slice by slice of days on which the deployments stay the same.
        await using var command = server.DataSource.CreateCommand("""
            WITH zones AS (
                SELECT CASE role WHEN 'PoC' THEN 'a' ELSE 'b' END AS side, area, lower(served) AS first, least(coalesce(upper(served), 'infinity'), DATE '2023-01-01') AS stop
                FROM deployment WHERE role = 'PoC' AND kind IN ('Sector', 'Camp') OR role = 'CT' AND actor IN ('Barkhane', 'Takuba')),
            bounds AS (SELECT first AS day FROM zones UNION SELECT stop FROM zones),
            slices AS (SELECT day AS first, lead(day) OVER (ORDER BY day) AS stop FROM bounds),
            shared AS (
                SELECT s.first, s.stop, ST_CollectionExtract(ST_Intersection(
                    (SELECT ST_Union(area) FROM zones AS z WHERE side = 'a' AND z.first <= s.first AND z.stop > s.first),
                    (SELECT ST_Union(area) FROM zones AS z WHERE side = 'b' AND z.first <= s.first AND z.stop > s.first)), 3) AS ground
                FROM slices AS s WHERE s.stop IS NOT NULL)
            SELECT sum(ST_Area(ST_Segmentize(ground, 0.05)::geography) / 1e6 * (stop - first)),
                ST_Area(ST_Segmentize(ST_Union(ground), 0.05)::geography) / 1e6,
                (SELECT count(*)::int FROM incident AS i WHERE NOT i.synthetic AND EXISTS (
                    SELECT FROM shared AS s WHERE ST_Intersects(i.location, s.ground) AND i.period && daterange(s.first, s.stop)))
            FROM shared
            """);
        await using var reader = await command.ExecuteReaderAsync(Ending);
        await reader.ReadAsync(Ending);
        Assert.InRange(answer.Total.Km2Days / reader.GetDouble(0), 0.999, 1.001);
        Assert.InRange(answer.Total.Km2 / reader.GetDouble(1), 0.999, 1.001);
        Assert.Equal(reader.GetInt32(2), answer.Total.Incidents);

        Assert.Equal(1, answer.ByMonth.Sum(m => m.Km2Days) / answer.Total.Km2Days, 1e-9);
        Assert.Equal(answer.Total.Incidents, answer.ByMonth.Sum(m => m.Incidents));
        Assert.True(answer.ByActors.Sum(a => a.Km2Days) >= answer.Total.Km2Days); // Barkhane and Takuba share ground
        Assert.True(answer.Narrowest.Km2Days <= answer.Total.Km2Days && answer.Total.Km2Days < answer.Widest.Km2Days);
    }

    [Fact]
    public async Task An_army_can_be_laid_over_another_and_a_deployment_does_not_meet_itself()
    {
        var answer = await server.Client.OverlapAsync("""{"a": {"actors": ["Barkhane", "Takuba"]}, "b": {"actors": ["Takuba"]}}""");

        Assert.NotEmpty(answer.Pairs);
        Assert.DoesNotContain(answer.Pairs, p => p.A == p.B);
        Assert.Equal(answer.Pairs.Count, answer.Pairs.Select(p => p.A.CompareTo(p.B) < 0 ? (p.A, p.B) : (p.B, p.A)).Distinct().Count());
    }

    [Fact]
    public async Task Sets_that_never_meet_give_an_empty_answer()
    {
        var answer = await server.Client.OverlapAsync("""{"a": {"actors": ["Takuba"]}, "b": {"actors": ["Wagner"]}, "until": "2019-01-01"}""");

        Assert.Empty(answer.Pairs);
        Assert.Equal(0, answer.Total.Km2Days);
        Assert.Empty(answer.ByMonth);
    }
}

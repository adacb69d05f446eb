using SahelMap.Server.Imports;
using SahelMap.Server.Tests.Api;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Data;

/// <summary>Made-up records can be told from real ones, made again, and removed.</summary>
public sealed class SyntheticTests(PostgisCluster cluster)
{
    private const int Incidents = 300, Deployments = 40;
    private const long Seed = 7;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_basemap_there_is_nowhere_to_place_them_and_nothing_is_written()
    {
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);
        await bed.Database.Run("DELETE FROM basemap");
        var before = await bed.PositionAsync();

        var refusal = await Assert.ThrowsAsync<ImportException>(() => bed.Synthetic.GenerateAsync("incidents", 10, Seed, null, Ct));

        Assert.Contains("towns", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await bed.PositionAsync());
    }

    [Fact]
    public async Task Every_record_is_marked_and_attributed_to_nobody_real()
    {
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);
        var real = await bed.TextsAsync("SELECT code FROM actor", Ct);
        await GenerateAsync(bed);

        Assert.Equal(Incidents, await bed.Database.Sql<long>("SELECT count(*) FROM incident WHERE synthetic"));
        Assert.Equal(Deployments, await bed.Database.Sql<long>("SELECT count(*) FROM deployment WHERE synthetic"));
        Assert.Equal(0, await bed.Database.Sql<long>("""
            SELECT (SELECT count(*) FROM incident WHERE synthetic <> (dataset = 'synthetic'))
                 + (SELECT count(*) FROM deployment WHERE synthetic <> (dataset = 'synthetic'))
            """));
        var named = await bed.TextsAsync("""
            SELECT DISTINCT unnest(actors || side_a || side_b) FROM incident WHERE synthetic AND side_b IS NOT NULL
            UNION SELECT DISTINCT unnest(actors || side_a) FROM incident WHERE synthetic
            UNION SELECT actor FROM deployment WHERE synthetic
            """, Ct);
        Assert.NotEmpty(named);
        Assert.Empty(named.Intersect(real));
        Assert.All(named, name => Assert.StartsWith("Synthetic", name, StringComparison.Ordinal));
        // A reader of one record alone sees it as well.
        Assert.Equal(0, await bed.Database.Sql<long>("""
            SELECT count(*) FROM (
                SELECT title AS name, source, verified FROM incident WHERE synthetic
                UNION ALL SELECT name, source, verified FROM deployment WHERE synthetic) AS r
            JOIN source AS s ON s.id = r.source
            WHERE r.name NOT LIKE 'Synthetic%' OR s.name NOT LIKE 'Synthetic%' OR r.verified
            """));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_records_everywhere_and_another_seed_gives_others()
    {
        const string Records = """
            SELECT id || ' ' || ST_AsText(location) || ' ' || period || ' ' || deaths_best FROM incident WHERE synthetic
            UNION ALL SELECT id || ' ' || md5(ST_AsBinary(area)) || ' ' || period FROM deployment WHERE synthetic ORDER BY 1
            """;
        await using var one = await ImportBed.MakeAsync(cluster, Ct);
        await using var another = await ImportBed.MakeAsync(cluster, Ct);
        await GenerateAsync(one);
        await GenerateAsync(another);

        var records = await one.TextsAsync(Records, Ct);
        Assert.Equal(Incidents + Deployments, records.Count);
        Assert.Equal(records, await another.TextsAsync(Records, Ct));

        // Again into the same database: nothing changes.
        var before = await one.PositionAsync();
        var again = await one.Synthetic.GenerateAsync("incidents", Incidents, Seed, null, Ct);
        Assert.Equal((0, 0, Incidents), (again.Created, again.Updated, again.Unchanged));
        Assert.Equal(before, await one.PositionAsync());

        var others = await another.Synthetic.GenerateAsync("incidents", Incidents, Seed + 1, null, Ct);
        Assert.Equal(Incidents, others.Created);
    }

    [Fact]
    public async Task Clearing_removes_all_of_them_with_their_actors_and_nothing_else()
    {
        const string Real = """
            SELECT 'incident ' || id || ' ' || revision FROM incident WHERE NOT synthetic
            UNION ALL SELECT 'deployment ' || id || ' ' || revision FROM deployment WHERE NOT synthetic
            UNION ALL SELECT 'actor ' || code || ' ' || revision FROM actor WHERE code NOT LIKE 'Synthetic%' ORDER BY 1
            """;
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);
        var before = await bed.TextsAsync(Real, Ct);
        await GenerateAsync(bed);
        await bed.Synthetic.GenerateAsync("incidents", 20, Seed + 1, null, Ct);

        Assert.Equal((Deployments, Incidents + 20), await bed.Synthetic.ClearAsync(Ct));

        Assert.Equal(before, await bed.TextsAsync(Real, Ct));
        Assert.Equal(0, await bed.Database.Sql<long>("""
            SELECT (SELECT count(*) FROM incident WHERE synthetic) + (SELECT count(*) FROM deployment WHERE synthetic)
                 + (SELECT count(*) FROM actor WHERE code LIKE 'Synthetic%')
            """));
        Assert.Equal((0, 0), await bed.Synthetic.ClearAsync(Ct));
    }

    private static async Task GenerateAsync(ImportBed bed)
    {
        Assert.Equal(Incidents, (await bed.Synthetic.GenerateAsync("incidents", Incidents, Seed, null, Ct)).Created);
        Assert.Equal(Deployments, (await bed.Synthetic.GenerateAsync("deployments", Deployments, Seed, null, Ct)).Created);
    }
}

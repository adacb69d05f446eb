using System.Diagnostics;
using Npgsql;
using SahelMap.Server.Tests.Support;
using Xunit;
using static SahelMap.Server.Tests.Live.SampleRecords;

namespace SahelMap.Server.Tests.Live;

/// <summary>Whoever writes, by whatever way, is seen on every open map; who changes nothing is not.</summary>
public sealed class AnyWriterTests(ServerFixture server, PostgisCluster cluster) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private LiveClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        await AddActorsAsync(server.DataSource);
        _client = await LiveClient.OpenMapAsync(server.Uri, server.DataSource);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task An_update_that_changes_nothing_is_no_event()
    {
        var id = Guid.NewGuid();
        await ExecuteAsync(server.DataSource, InsertIncident(id));
        var before = await ScalarAsync<long>(server.DataSource, "SELECT position FROM change_log_state");

        await ExecuteAsync(server.DataSource, $"UPDATE incident SET title = title, location = location WHERE id = '{id}'");
        await ExecuteAsync(server.DataSource, $"UPDATE incident SET title = 'x' WHERE id = '{Guid.NewGuid()}'");
        await ExecuteAsync(server.DataSource, $"DELETE FROM incident WHERE id = '{Guid.NewGuid()}'");

        Assert.Equal(before, await ScalarAsync<long>(server.DataSource, "SELECT position FROM change_log_state"));
        await _client.UntilCaughtUpAsync(server.DataSource);
        Assert.Single(_client.Changes, c => c.Id == id.ToString());
    }

    [Theory]
    [InlineData("incident"), InlineData("deployment"), InlineData("actor"), InlineData("mandate"), InlineData("source")]
    public async Task Truncate_is_refused_because_no_map_would_learn_of_it(string table)
    {
        var error = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(server.DataSource, $"TRUNCATE {table} CASCADE"));
        Assert.Contains("change log", error.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_inserted_with_psql_is_pushed_whole()
    {
        var id = Guid.NewGuid();
        await PsqlAsync(InsertIncident(id, 1.5, 14.25, title: "Par psql à Ménaka"));

        await Until.TrueAsync(() => _client.Changes.Any(c => c.Id == id.ToString()), "psql's row has arrived");
        var change = _client.Changes.Single(c => c.Id == id.ToString());
        Assert.Equal(("incidents", "created", 1L), (change.Layer, change.Op, change.Revision));
        var feature = change.Record!.Value;
        Assert.Equal(id.ToString(), feature.GetProperty("id").GetString());
        Assert.Equal("Par psql à Ménaka", feature.GetProperty("properties").GetProperty("title").GetString());
        Assert.Equal([1.5, 14.25], feature.GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(n => n.GetDouble()));
    }

    [Fact]
    public async Task A_zone_moved_as_a_desktop_gis_does_it_is_pushed_with_its_new_ground()
    {
        var id = Guid.NewGuid();
        await ExecuteAsync(server.DataSource, InsertDeployment(id, "PoC", Box(-4, 14, -3, 15)));
        // QGIS sends the geometry as WKB and names the row by its key.
        await ExecuteAsync(server.DataSource, $"""
            UPDATE deployment SET area = ST_GeomFromWKB(ST_AsBinary(ST_Multi(ST_GeomFromText('{Box(-4, 14, -2, 15)}'))), 4326) WHERE id = '{id}'
            """);

        await Until.TrueAsync(() => _client.Changes.Any(c => c.Id == id.ToString() && c.Op == "updated"), "the moved zone has arrived");
        var box = _client.Changes.Last(c => c.Id == id.ToString()).Record!.Value.GetProperty("geometry").GetProperty("coordinates")[0][0];
        Assert.Equal(-2, box.EnumerateArray().Max(c => c[0].GetDouble()));
    }

    [Fact]
    public async Task A_deleted_record_is_pushed_by_its_id_alone()
    {
        var id = Guid.NewGuid();
        await ExecuteAsync(server.DataSource, InsertDeployment(id, "CT", Box(3, 14, 4, 15)));
        await ExecuteAsync(server.DataSource, $"DELETE FROM deployment WHERE id = '{id}'");

        await _client.UntilCaughtUpAsync(server.DataSource);
        var change = _client.Changes.Last(c => c.Id == id.ToString());
        Assert.Equal(("deployments", "deleted"), (change.Layer, change.Op));
        Assert.Null(change.Record);
    }

    [Fact]
    public async Task A_record_that_gets_another_id_leaves_under_the_old_one()
    {
        Guid old = Guid.NewGuid(), now = Guid.NewGuid();
        await ExecuteAsync(server.DataSource, InsertIncident(old));
        await ExecuteAsync(server.DataSource, $"UPDATE incident SET id = '{now}' WHERE id = '{old}'");

        await _client.UntilCaughtUpAsync(server.DataSource);
        Assert.DoesNotContain(("incidents", old.ToString()), _client.Map.Keys);
        Assert.Contains(("incidents", now.ToString()), _client.Map.Keys);
    }

    [Fact]
    public async Task Actors_mandates_and_corrected_sources_are_pushed_too()
    {
        Guid incident = Guid.NewGuid(), mandate = Guid.NewGuid(), source = Guid.NewGuid();
        await ExecuteAsync(server.DataSource, $"""
            INSERT INTO source (id, name, citation, licence) VALUES ('{source}', 'S', 'Misspelt', 'CC0');
            INSERT INTO mandate (id, dataset, dataset_key, symbol, title, adopted, body, period, source, basis, confidence, verified, entered_by)
            VALUES ('{mandate}', 'local', '{mandate}', 'S/RES/1', 'T', '2013-04-25', 'SC', '[2013-07-01,)', '{source}', 'test', 'high', true, 'test');
            INSERT INTO norm_role (mandate, actor, norm, centrality, period) VALUES ('{mandate}', '{PocActor}', 'PoC', 'core', '[2013-07-01,)');
            {InsertIncident(incident).Replace(Source, source.ToString(), StringComparison.Ordinal)}
            """);
        await ExecuteAsync(server.DataSource, $"UPDATE source SET citation = 'Corrected' WHERE id = '{source}'");

        await _client.UntilCaughtUpAsync(server.DataSource);
        var last = _client.Applied[^1].Changes;
        Assert.Equal("Corrected", last.Single(c => c.Id == incident.ToString()).Record!.Value.GetProperty("properties").GetProperty("citation").GetString());
        var pushed = last.Single(c => c.Id == mandate.ToString());
        Assert.Equal(("mandates", "updated"), (pushed.Layer, pushed.Op));
        Assert.Equal("PoC", pushed.Record!.Value.GetProperty("norms")[0].GetProperty("norm").GetString());

        await ExecuteAsync(server.DataSource, $"UPDATE actor SET name = 'Renamed' WHERE code = '{CtActor}'");
        await _client.UntilCaughtUpAsync(server.DataSource);
        Assert.Equal("Renamed", _client.Changes.Last(c => c.Layer == "actors").Record!.Value.GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_record_too_large_to_push_comes_as_id_and_revision()
    {
        var id = Guid.NewGuid();
        var circle = $"(SELECT ST_Multi(ST_Buffer(ST_SetSRID(ST_MakePoint(0, 15), 4326), 1, 2000)))";
        await ExecuteAsync(server.DataSource, InsertDeployment(id, "RtoP", Box(0, 0, 1, 1)).Replace(
            $"ST_Multi(ST_GeomFromText('{Box(0, 0, 1, 1)}', 4326))", circle, StringComparison.Ordinal));

        await Until.TrueAsync(() => _client.Changes.Any(c => c.Id == id.ToString()), "the large zone has arrived");
        var change = _client.Changes.Single(c => c.Id == id.ToString());
        Assert.Equal(("created", 1L), (change.Op, change.Revision));
        Assert.Null(change.Record);
    }

    private async Task PsqlAsync(string sql)
    {
        var at = new NpgsqlConnectionStringBuilder(server.Server.ConnectionString);
        var start = new ProcessStartInfo(Path.Combine(await cluster.BinAsync(), "psql"), ["-X", "-v", "ON_ERROR_STOP=1", "-c", sql])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["PGHOST"] = at.Host, ["PGPORT"] = $"{at.Port}", ["PGUSER"] = at.Username, ["PGDATABASE"] = at.Database, ["PGPASSWORD"] = at.Password },
        };
        using var psql = Process.Start(start)!;
        var error = await psql.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await psql.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(psql.ExitCode == 0, error);
    }
}

using System.Text.Json.Nodes;
using SahelMap.Server.Database;
using SahelMap.Server.Tests.Api;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Data;

/// <summary>The records that are shipped, from the files of geodata/ to the database.</summary>
public sealed class GeodataTests(PostgisCluster cluster) : IDisposable
{
    private const string Areas = "SELECT dataset_key || ' ' || md5(ST_AsBinary(area)) || ' ' || revision FROM deployment WHERE dataset = 'geodata'";

    private readonly string _copy = Directory.CreateTempSubdirectory("sahelmap-geodata-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
    private static string Shipped => Repository.PathTo("geodata");

    public void Dispose() => Directory.Delete(_copy, recursive: true);

    [Fact]
    public async Task A_file_that_is_not_JSON_is_named_and_nothing_is_loaded()
    {
        CopyShipped();
        await File.WriteAllTextAsync(Path.Combine(_copy, "incidents.json"), "[{\n", Ct);
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);
        var before = await bed.PositionAsync();

        var refusal = await Assert.ThrowsAsync<SetUpException>(() => bed.Geodata.LoadAsync(_copy, Ct));

        Assert.Contains("incidents.json", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await bed.PositionAsync());
    }

    [Fact]
    public async Task A_rule_that_cannot_be_run_is_named_with_its_record_and_nothing_is_loaded()
    {
        CopyShipped();
        Edit("actors.json", "code", "MINUSMA", r => r["name"] = "Another name");
        Edit("deployments.json", "id", "minusma-hq", r => r["rule"] = JsonNode.Parse("""{"kind": "Regions", "regions": ["ML/Nowhere"]}"""));
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);
        var before = await bed.PositionAsync();

        var refusal = await Assert.ThrowsAsync<SetUpException>(() => bed.Geodata.LoadAsync(_copy, Ct));

        Assert.Contains("minusma-hq", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ML/Nowhere", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await bed.PositionAsync());
    }

    [Fact]
    public async Task A_record_that_was_edited_here_is_kept_and_reported()
    {
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);
        await bed.Database.Run("UPDATE incident SET title = 'Corrected here', edited_by = 'somebody' WHERE dataset = 'geodata' AND dataset_key = 'diabaly-2012'");
        await ForgetRunsAsync(bed);
        var before = await bed.PositionAsync();

        var loaded = await bed.Geodata.LoadAsync(Shipped, Ct);

        Assert.NotNull(loaded);
        Assert.Equal(["diabaly-2012"], loaded.Kept);
        Assert.Equal((0, 0), (loaded.Created, loaded.Updated));
        Assert.Equal("Corrected here", await bed.Database.Sql<string>("SELECT title FROM incident WHERE dataset_key = 'diabaly-2012'"));
        Assert.Equal(before, await bed.PositionAsync());
    }

    [Fact]
    public async Task A_record_that_was_deleted_here_stays_deleted()
    {
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);
        await bed.Database.Run("DELETE FROM incident WHERE dataset = 'geodata' AND dataset_key = 'diabaly-2012'");
        await ForgetRunsAsync(bed);

        var loaded = await bed.Geodata.LoadAsync(Shipped, Ct);

        Assert.NotNull(loaded);
        Assert.Equal((0, 0, 1), (loaded.Created, loaded.Updated, loaded.Deleted));
        Assert.Equal(0, await bed.Database.Sql<long>("SELECT count(*) FROM incident WHERE dataset_key = 'diabaly-2012'"));
    }

    [Theory]
    [InlineData("actors.json", "code", "SELECT r.code FROM actor AS r JOIN source AS s ON s.id = r.source")]
    [InlineData("mandates.json", "id", "SELECT r.dataset_key FROM mandate AS r JOIN source AS s ON s.id = r.source WHERE r.dataset = 'geodata'")]
    [InlineData("deployments.json", "id",
        "SELECT r.dataset_key FROM deployment AS r JOIN source AS s ON s.id = r.source WHERE r.dataset = 'geodata' AND ST_IsValid(r.area) AND ST_Area(r.area) > 0")]
    [InlineData("incidents.json", "id", "SELECT r.dataset_key FROM incident AS r JOIN source AS s ON s.id = r.source WHERE r.dataset = 'geodata'")]
    public async Task Every_record_of_a_file_is_there_with_its_source(string file, string idMember, string inDatabase)
    {
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);
        var records = Records(Path.Combine(Shipped, file)).Select(r => (string)r![idMember]!).Order(StringComparer.Ordinal).ToList();

        var loaded = (await bed.TextsAsync(inDatabase, Ct)).Order(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(records);
        Assert.Equal(records, loaded);
    }

    [Fact]
    public async Task Every_incident_lies_in_the_country_that_it_states()
    {
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);
        var stated = Records(Path.Combine(Shipped, "incidents.json")).Select(r => $"{r!["id"]} {r["country"]}").Order(StringComparer.Ordinal).ToList();

        var inside = await bed.TextsAsync("""
            SELECT i.dataset_key || ' ' || b.country FROM incident AS i
            JOIN basemap AS b ON b.layer = 'countries' AND b.country = i.country AND ST_Intersects(b.geom, i.location)
            WHERE i.dataset = 'geodata'
            """, Ct);

        Assert.Equal(stated, inside.Order(StringComparer.Ordinal).ToList());
    }

    [Fact]
    public async Task The_same_files_are_not_read_again()
    {
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);
        var before = await bed.PositionAsync();

        Assert.Null(await bed.Geodata.LoadAsync(Shipped, Ct));
        Assert.Equal(before, await bed.PositionAsync());
    }

    [Fact]
    public async Task Equal_records_are_not_touched_when_the_files_are_read_again()
    {
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);
        var before = await bed.PositionAsync();
        await ForgetRunsAsync(bed);

        var loaded = await bed.Geodata.LoadAsync(Shipped, Ct);

        Assert.NotNull(loaded);
        Assert.Equal((0, 0, 0), (loaded.Created, loaded.Updated, loaded.Deleted));
        Assert.Empty(loaded.Kept);
        Assert.Empty(loaded.Gone);
        Assert.True(loaded.Unchanged > 0);
        Assert.Equal(before, await bed.PositionAsync());
    }

    [Fact]
    public async Task A_changed_rule_gives_that_deployment_another_area_and_no_other()
    {
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);
        var before = await bed.TextsAsync(Areas, Ct);
        var size = await SizeAsync(bed);
        CopyShipped();
        Edit("deployments.json", "id", "minusma-hq", r => r["rule"]!["km"] = 50);

        var loaded = await bed.Geodata.LoadAsync(_copy, Ct);

        Assert.NotNull(loaded);
        Assert.Equal((0, 1), (loaded.Created, loaded.Updated));
        Assert.Equal(["minusma-hq"], (await bed.TextsAsync(Areas, Ct)).Except(before).Select(a => a.Split(' ')[0]).ToList());
        // Twice the radius is four times the area.
        Assert.Equal(4, await SizeAsync(bed) / size, 0.02);
    }

    private static Task<double> SizeAsync(ImportBed bed) =>
        bed.Database.Sql<double>("SELECT ST_Area(area::geography) FROM deployment WHERE dataset = 'geodata' AND dataset_key = 'minusma-hq'");

    /// <summary>As if the files differed from those that were loaded last.</summary>
    private static Task ForgetRunsAsync(ImportBed bed) => bed.Database.Run("DELETE FROM import_run");

    private void CopyShipped()
    {
        foreach (var file in Directory.GetFiles(Shipped, "*.json")) File.Copy(file, Path.Combine(_copy, Path.GetFileName(file)));
        Directory.CreateDirectory(Path.Combine(_copy, "basemap"));
        foreach (var file in Directory.GetFiles(Path.Combine(Shipped, "basemap"), "*.geojson"))
            File.Copy(file, Path.Combine(_copy, "basemap", Path.GetFileName(file)));
    }

    private void Edit(string file, string idMember, string id, Action<JsonNode> change)
    {
        var path = Path.Combine(_copy, file);
        var records = Records(path);
        change(records.Single(r => (string?)r![idMember] == id)!);
        File.WriteAllText(path, records.ToJsonString());
    }

    private static JsonArray Records(string path) => JsonNode.Parse(File.ReadAllText(path))!.AsArray();
}

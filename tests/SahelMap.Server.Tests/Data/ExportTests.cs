using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SahelMap.Server.Database;
using SahelMap.Server.Imports;
using SahelMap.Server.Tests.Api;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Data;

/// <summary>Files that leave, as other programs and another SahelMap take them.</summary>
public sealed class ExportTests(ServerFixture server, PostgisCluster cluster) : IClassFixture<ServerFixture>
{
    private const string OgrInfo = "/usr/bin/ogrinfo";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/export/incidents.geojson?countri=ML", "unknown-parameter", "countri")]
    [InlineData("/export/deployments.geojson?limit=5", "unknown-parameter", "limit")]
    [InlineData("/export/incidents.geojson?minDeaths=many", "bad-parameter", "minDeaths")]
    [InlineData("/export/incidents.geojsonl?from=2022-02-30", "bad-parameter", "from")]
    public async Task A_wrong_parameter_is_named_and_no_file_begins(string path, string type, string parameter)
    {
        var answer = await server.Client.Ask(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal($"/problems/{type}", answer.Type);
        Assert.Equal(parameter, (string?)answer["parameter"]);
    }

    [Theory]
    [InlineData("/export/overlaps.shp")]
    [InlineData("/export/nothing.geojson")]
    public async Task What_cannot_be_exported_is_not_found(string path)
    {
        using var response = await server.Client.GetAsync(path, Ct);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("incidents", "", "true")]
    [InlineData("incidents", "country=ML&minDeaths=10", "country = 'ML' AND deaths_best >= 10")]
    [InlineData("incidents", "actor=Wagner&from=2022-01-01", "actors @> '{Wagner}' AND upper(period) > '2022-01-01'")]
    [InlineData("incidents", "source=synthetic", "false")]
    [InlineData("deployments", "", "true")]
    [InlineData("deployments", "actor=MINUSMA&kind=Sector", "actor = 'MINUSMA' AND kind = 'Sector'")]
    public async Task A_file_holds_what_the_filter_gives_and_says_so_at_its_top(string layer, string query, string where)
    {
        var table = layer[..^1];
        var expected = await server.DataSource.Ids($"SELECT id FROM {table} WHERE {where} ORDER BY lower(period), id");

        var file = await server.Client.Ask($"/export/{layer}.geojson?{query}");

        Assert.Equal(HttpStatusCode.OK, file.Status);
        Assert.Equal("application/geo+json", file.ContentType);
        Assert.Equal("FeatureCollection", file.Type);
        Assert.Equal(expected, file.Ids);
        Assert.Equal(layer, (string?)file["name"]);
        Assert.Equal(query, (string?)file["filter"]["query"]);
        Assert.Equal(query.Length == 0, (string?)file["filter"]["words"] == "everything");
        Assert.Equal(await server.DataSource.Sql<long>("SELECT position FROM change_log_state"), (long)file["position"]);
        Assert.Equal(0, (long)file["synthetic"]);
        Assert.Equal(expected.Count, file["attribution"].AsArray().Sum(a => (long)a!["records"]!));
        foreach (var source in file["attribution"].AsArray())
            foreach (var member in (string[])["source", "citation", "licence"])
                Assert.False(string.IsNullOrWhiteSpace((string?)source![member]));
    }

    [Fact]
    public async Task A_line_file_holds_the_same_features_one_a_line()
    {
        var file = await server.Client.Ask("/export/incidents.geojson?country=BF");

        var lines = (await server.Client.GetStringAsync("/export/incidents.geojsonl?country=BF", Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(file.Ids, lines.Select(l => (string)JsonNode.Parse(l)!["id"]!).ToList());
    }

    [Fact]
    public async Task A_state_that_a_program_has_is_not_sent_again()
    {
        var first = await server.Client.Ask("/export/deployments.geojson?actor=Takuba");

        Assert.Equal(HttpStatusCode.NotModified, (await server.Client.Ask("/export/deployments.geojson?actor=Takuba", first.ETag)).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.Ask("/export/deployments.geojson?actor=Wagner", first.ETag)).Status);
    }

    [Theory]
    [InlineData("incidents", "Point")]
    [InlineData("deployments", "Multi Polygon")]
    public async Task GDAL_opens_a_file_with_every_feature(string layer, string geometry)
    {
        if (!File.Exists(OgrInfo)) Assert.Skip($"{OgrInfo} is not there.");
        var count = await server.DataSource.Sql<long>($"SELECT count(*) FROM {layer[..^1]}");
        var folder = Directory.CreateTempSubdirectory("sahelmap-export-").FullName;
        try
        {
            var path = Path.Combine(folder, $"{layer}.geojson");
            await File.WriteAllBytesAsync(path, await server.Client.GetByteArrayAsync($"/export/{layer}.geojson", Ct), Ct);

            var said = await OgrInfoAsync(path);

            Assert.Contains($"Layer name: {layer}", said, StringComparison.Ordinal);
            Assert.Contains($"Feature Count: {count}\n", said, StringComparison.Ordinal);
            Assert.Contains($"Geometry: {geometry}\n", said, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("incidents")]
    [InlineData("deployments")]
    public async Task A_file_that_is_imported_elsewhere_and_exported_again_has_equal_features(string layer)
    {
        var content = await server.Client.GetByteArrayAsync($"/export/{layer}.geojson", Ct);
        var connection = await cluster.CreateEmptyDatabaseAsync(Ct);
        try
        {
            // Neither records nor basemap: the last registration is the one that counts.
            await using var other = await SahelMapServer.StartAsync(connection,
                b => b.Services.AddSingleton(new SahelMapOptions { ConnectionString = connection, Port = 0, GeodataFolder = "" }), cancellationToken: Ct);
            Assert.Equal(0, await other.DataSource.Sql<long>("SELECT count(*) FROM actor"));
            var imports = other.Services.GetRequiredService<ImportRun>();

            var result = await imports.RunAsync(ImportFile.Of($"{layer}.geojson", content), new ImportOptions(), null, Ct);
            Assert.Empty(result.Rejects);
            Assert.Equal(("sahelmap-geojson", layer), (result.Format, result.Layer));
            Assert.Equal(result.Read, result.Created);

            var (before, after) = (Features(content), Features(await other.Client.GetByteArrayAsync($"/export/{layer}.geojson", Ct)));
            Assert.Equal(before.Count, after.Count);
            for (var i = 0; i < before.Count; i++) Assert.Equal(before[i], after[i]);

            var again = await imports.RunAsync(ImportFile.Of($"{layer}.geojson", content), new ImportOptions(), null, Ct);
            Assert.Equal((0, 0, result.Read), (again.Created, again.Updated, again.Unchanged));
        }
        finally
        {
            await cluster.DropDatabaseAsync(connection, CancellationToken.None);
        }
    }

    /// <summary>Without what each database counts for itself.</summary>
    private static List<string> Features(byte[] file) => [.. JsonNode.Parse(file)!["features"]!.AsArray().Select(f =>
    {
        var properties = f!["properties"]!.AsObject();
        f.AsObject().Remove("key");
        properties.Remove("revision");
        properties.Remove("updatedAt");
        return f.ToJsonString();
    })];

    private static async Task<string> OgrInfoAsync(string path)
    {
        using var process = Process.Start(new ProcessStartInfo(OgrInfo, ["-al", "-so", path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var complaint = process.StandardError.ReadToEndAsync(Ct);
        var said = await process.StandardOutput.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        Assert.True(process.ExitCode == 0, await complaint);
        return said;
    }
}

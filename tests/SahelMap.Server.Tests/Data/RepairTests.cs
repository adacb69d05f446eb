using System.Text;
using System.Text.Json.Nodes;
using SahelMap.Server.Imports;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Data;

/// <summary>Zones of a file whose outlines are wrong.</summary>
public sealed class RepairTests(PostgisCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_zone_that_crosses_itself_is_repaired_and_whoever_imports_and_the_record_itself_say_so()
    {
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);
        var file = File("[[[0, 14], [2, 16], [2, 14], [0, 16], [0, 14]]]");

        var first = await bed.Imports.RunAsync(file, new ImportOptions(), null, Ct);
        var second = await bed.Imports.RunAsync(file, new ImportOptions(), null, Ct);

        Assert.Equal((1, 0), (first.Created, first.Rejected));
        Assert.Contains("outlines that cross or run along each other at 1 15", Assert.Single(first.Remarks, r => r.Contains("Repaired at import", StringComparison.Ordinal)), StringComparison.Ordinal);
        var record = Assert.Single(await bed.TextsAsync("SELECT ST_IsValid(area) || ' ' || ST_NumGeometries(area) || ' ' || area_note FROM deployment WHERE dataset_key = 'crossed'", Ct));
        Assert.StartsWith("true 2 Repaired at import", record, StringComparison.Ordinal);
        Assert.Equal((0, 0, 1), (second.Created, second.Updated, second.Unchanged));
    }

    [Fact]
    public async Task A_zone_that_encloses_no_ground_is_rejected_with_its_line()
    {
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);

        var result = await bed.Imports.RunAsync(File("[[[0, 14], [1, 15], [2, 16], [0, 14]]]"), new ImportOptions(), null, Ct);

        Assert.Equal((0, 1), (result.Created, result.Rejected));
    }

    private static ImportFile File(string coordinates)
    {
        var feature = Api.Api.Deployment(coordinates: coordinates);
        feature["properties"]!["datasetKey"] = "crossed";
        var collection = new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray(feature.DeepClone()) };
        return ImportFile.Of("zones.geojson", Encoding.UTF8.GetBytes(collection.ToJsonString()));
    }
}

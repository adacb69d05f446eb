using System.Text;
using SahelMap.Server.Imports;
using SahelMap.Server.Tests.Api;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Data;

/// <summary>UCDP GED files, bad and good. Names in the small ones are made up.</summary>
public sealed class UcdpImportTests(PostgisCluster cluster)
{
    private const string Header =
        "id,year,month,day,country,type_of_violence,conflict_name,side_a,side_b,latitude,longitude,low_death,best_death,high_death";

    private const string Rows = Header + """

        900001,2020,3,1,Mali,One-sided violence,Testers - Civilians,Testers,Civilians,14.5,-4.2,1,2,3
        900002,2020,3,2,Mali,One-sided violence,Testers - Civilians,Testers,Civilians,95,-4.2,1,2,3
        900003,2020,3,3,Mali,One-sided violence,Testers - Civilians,Testers,Civilians,14.5,-4.2,1,many,3
        900004,2020,2,31,Mali,One-sided violence,Testers - Civilians,Testers,Civilians,14.5,-4.2,1,2,3
        900001,2020,3,5,Mali,One-sided violence,Testers - Civilians,Testers,Civilians,14.5,-4.2,1,2,3
        900006,2020,3,6,Mali,State-based violence,Testers - Others,Testers,Others,14.6,-4.3,9,4,5

        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("name,place\nsomebody,somewhere\n")]
    [InlineData("")]
    [InlineData("{\"type\": \"Topology\"}")]
    [InlineData("id,type_of_violence,side_a,side_b,latitude,longitude,date_start\n")] // lacks the deaths
    public async Task A_file_of_no_known_format_is_refused_with_the_list_of_formats(string content)
    {
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);

        var refusal = await Assert.ThrowsAsync<ImportException>(() => bed.Imports.RunAsync(File("list.csv", content), new ImportOptions(), null, Ct));

        Assert.Contains("list.csv", refusal.Message, StringComparison.Ordinal);
        foreach (var format in ImportFormats.All)
        {
            Assert.Contains(format.Name, refusal.Message, StringComparison.Ordinal);
            Assert.Contains(format.Description, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_format_that_does_not_exist_is_refused_with_those_that_do()
    {
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);

        var refusal = await Assert.ThrowsAsync<ImportException>(
            () => bed.Imports.RunAsync(File("ged211.csv", Rows), new ImportOptions { Format = "nonesuch" }, null, Ct));

        Assert.Contains("\"nonesuch\"", refusal.Message, StringComparison.Ordinal);
        foreach (var format in ImportFormats.All) Assert.Contains(format.Name, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_rows_are_rejected_by_line_field_value_and_what_was_expected_and_the_good_ones_load()
    {
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);

        var result = await bed.Imports.RunAsync(File("ged211_small.csv", Rows), new ImportOptions(), null, Ct);

        RejectedRow[] expected =
        [
            new(3, "latitude", "95", "degrees from -90 to 90"),
            new(4, "best_death", "many", "a whole number from 0"),
            new(5, "day", "31", "a day of 2020-02"),
            new(6, "id", "900001", "each id once: it is on line 2 already"),
        ];
        Assert.Equal(expected, result.Rejects);
        Assert.Equal(("ucdp-ged", "incidents"), (result.Format, result.Layer));
        Assert.Equal((6, 2, 0, 4), (result.Read, result.Created, result.Updated, result.Rejected));
        Assert.Equal(["900001", "900006"], await bed.TextsAsync("SELECT dataset_key FROM incident WHERE dataset = 'ucdp-ged' ORDER BY dataset_key", Ct));
        Assert.Equal("[2020-03-01,2020-03-02)", await bed.Database.Sql<string>("SELECT period::text FROM incident WHERE dataset_key = '900001'"));
        Assert.Equal("4 95", await bed.Database.Sql<string>(
            "SELECT rejected || ' ' || (rejects -> 0 ->> 'value') FROM import_run WHERE format = 'ucdp-ged'"));
    }

    [Fact]
    public async Task A_row_whose_low_estimate_is_above_its_best_is_kept_as_it_is_and_flagged()
    {
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);
        await bed.Imports.RunAsync(File("ged211_small.csv", Rows), new ImportOptions(), null, Ct);

        Assert.Equal(["900001 1 2 3 false", "900006 9 4 5 true"], await bed.TextsAsync("""
            SELECT concat_ws(' ', dataset_key, deaths_low, deaths_best, deaths_high, deaths_inconsistent::text)
            FROM incident WHERE dataset = 'ucdp-ged' ORDER BY dataset_key
            """, Ct));
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_writes_nothing()
    {
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);
        var before = await bed.PositionAsync();

        var result = await bed.Imports.RunAsync(File("ged211_small.csv", Rows), new ImportOptions { DryRun = true }, null, Ct);

        Assert.True(result.DryRun);
        Assert.Equal((2, 4), (result.Created, result.Rejected));
        Assert.Equal(before, await bed.PositionAsync());
        Assert.Equal(0, await bed.Database.Sql<long>("SELECT count(*) FROM incident WHERE dataset = 'ucdp-ged'"));
        Assert.Equal(0, await bed.Database.Sql<long>("SELECT count(*) FROM import_run WHERE format = 'ucdp-ged'"));
    }

    [Theory]
    [InlineData("ged211_sahel_14cols.csv", 1794)]
    [InlineData("ged231_sample1000_49cols.csv", 1000)]
    public async Task A_real_file_loads_whole_and_a_second_time_changes_nothing(string name, int rows)
    {
        var path = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "ucdp", name));
        if (!System.IO.File.Exists(path)) Assert.Skip($"{path} is not there.");
        await using var bed = await ImportBed.MakeAsync(cluster, Ct);

        var first = await bed.Imports.RunAsync(ImportFile.At(path), new ImportOptions(), null, Ct);
        Assert.Empty(first.Rejects);
        Assert.Equal((rows, rows, 0, 0), (first.Read, first.Created, first.Updated, first.Rejected));
        Assert.Equal(rows, await bed.Database.Sql<long>("SELECT count(*) FROM incident WHERE dataset = 'ucdp-ged'"));
        // Each names its source and licence.
        Assert.Equal(0, await bed.Database.Sql<long>("""
            SELECT count(*) FROM incident AS i JOIN source AS s ON s.id = i.source
            WHERE i.dataset = 'ucdp-ged' AND (s.licence <> 'CC BY 4.0' OR s.name NOT LIKE 'UCDP GED 2_.1')
            """));

        var before = await bed.PositionAsync();
        var second = await bed.Imports.RunAsync(ImportFile.At(path), new ImportOptions(), null, Ct);
        Assert.Equal((rows, 0, 0, rows, 0), (second.Read, second.Created, second.Updated, second.Unchanged, second.Rejected));
        Assert.Empty(second.Kept);
        Assert.Equal(before, await bed.PositionAsync());
    }

    private static ImportFile File(string name, string content) => ImportFile.Of(name, Encoding.UTF8.GetBytes(content));
}

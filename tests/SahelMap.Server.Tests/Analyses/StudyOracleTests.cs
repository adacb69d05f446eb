using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SahelMap.Contracts;
using SahelMap.Server.Imports;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Analyses;

/// <summary>Exposure, counts and rates are those of plain PostGIS and R: tests/oracles/exposure.sql and exposure.R.</summary>
public sealed class StudyOracleTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ML", "2013-07-01", "2024-01-01", "Sector", "Base,Camp,Headquarters")]
    [InlineData("ML", "2013-07-01", "2024-01-01", "AreaOfResponsibility,Sector,Camp,Headquarters", "OperationZone,Sector,Base,Headquarters")]
    [InlineData("NE", "2017-01-01", "2023-06-01", "Sector,Camp", "Sector,OperationZone,Base")]
    public async Task The_shipped_records_are_as_PostGIS_and_R_have_them(string country, string from, string until, string poc, string ct) =>
        await AssertAsync(country, from, until, poc, ct);

    [Fact]
    public async Task The_UCDP_import_is_as_PostGIS_and_R_have_it()
    {
        var file = Repository.PathTo("..", "shared", "data", "ucdp", "ged211_sahel_14cols.csv");
        if (!File.Exists(file)) Assert.Skip($"The UCDP file is not at {file}; it may not be part of this repository.");
        await server.Server.Services.GetRequiredService<ImportRun>().RunAsync(ImportFile.At(file), new ImportOptions(), null, Ending);

        await AssertAsync("ML", "2013-07-01", "2021-01-01", "Sector", "Base,Camp,Headquarters");
        await AssertAsync("BF", "2014-01-01", "2021-01-01", "Sector", "Sector,OperationZone,Base");
    }

    private async Task AssertAsync(string country, string from, string until, string poc, string ct)
    {
        var answer = await server.Client.ExposureAsync($$$"""
            {"area": {"countries": ["{{{country}}}"]}, "from": "{{{from}}}", "until": "{{{until}}}", "draws": 0,
             "poc": {"kinds": [{{{Quoted(poc)}}}]}, "ct": {"kinds": [{{{Quoted(ct)}}}]}}
            """);
        var strata = answer.Result.Strata.ToDictionary(s => s.Stratum.ToString());
        var expected = await PostGisAsync(country, from, until, poc, ct);
        var ground = expected.Sum(e => e.Km2Days);
        foreach (var (stratum, km2Days, incidents) in expected)
        {
            var rate = strata[stratum].Rate;
            Assert.Equal(incidents, rate.Incidents);
            // A thousandth of itself, or a millionth of all: what is a sliver there is a sliver here.
            Assert.InRange(Math.Abs(rate.Km2Days - km2Days), 0, Math.Max(km2Days * 1e-3, ground * 1e-6));
        }

        Rate both = strata["Both"].Rate, alone = strata["PocOnly"].Rate;
        if (both.Km2Days == 0 || alone.Km2Days == 0) return;
        var r = await RAsync(both.Count, both.Km2Days, alone.Count, alone.Km2Days);
        AssertClose(r[0], [both.PerThousandKm2Month!.Value, both.Interval!.Low, both.Interval.High]);
        AssertClose(r[1], [alone.PerThousandKm2Month!.Value, alone.Interval!.Low, alone.Interval.High]);
        var ratio = answer.Result.Ratios.Single(a => a.Attribution is null).BothToPocOnly;
        if (ratio.Value is { } value) AssertClose(r[2], [value, ratio.Interval!.Low, ratio.Interval.High, ratio.P!.Value]);
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.InRange(actual[i], expected[i] * (1 - 1e-6) - 1e-15, expected[i] * (1 + 1e-6) + 1e-15);
    }

    private async Task<List<(string Stratum, double Km2Days, int Incidents)>> PostGisAsync(string country, string from, string until, string poc, string ct)
    {
        var sql = await File.ReadAllTextAsync(Repository.PathTo("tests", "oracles", "exposure.sql"), Ending);
        foreach (var (name, value) in new[] { ("country", country), ("from", from), ("until", until), ("poc", $"{{{poc}}}"), ("ct", $"{{{ct}}}") })
            sql = sql.Replace($":'{name}'", $"'{value}'", StringComparison.Ordinal);
        List<(string, double, int)> strata = [];
        await using var command = server.DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Ending);
        while (await reader.ReadAsync(Ending)) strata.Add((reader.GetString(0), reader.GetDouble(1), (int)reader.GetInt64(2)));
        return strata;
    }

    private static async Task<List<double[]>> RAsync(params double[] numbers)
    {
        Process r;
        try
        {
            r = Process.Start(new ProcessStartInfo("Rscript",
                ["--vanilla", Repository.PathTo("tests", "oracles", "exposure.R"), .. numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture))])
            { RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("Rscript is not on this machine; install r-base-core to check the rates against R.");
            return [];
        }
        using (r)
        {
            var said = await r.StandardOutput.ReadToEndAsync(Ending);
            await r.WaitForExitAsync(Ending);
            return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray())];
        }
    }

    private static string Quoted(string names) => string.Join(", ", names.Split(',').Select(n => $"\"{n}\""));
}

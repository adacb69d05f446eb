using System.Globalization;
using System.Text.RegularExpressions;
using SahelMap.Contracts;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Analyses;

/// <summary>The worked example of docs/method.md is what the shipped records give.</summary>
public sealed partial class MethodPageTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task The_worked_example_is_computed_again_from_the_shipped_records()
    {
        var page = await File.ReadAllTextAsync(Repository.PathTo("docs", "method.md"), TestContext.Current.CancellationToken);
        var answer = await server.Client.ExposureAsync(Question().Match(page).Groups[1].Value);

        // The failure shows the table as it must be.
        Assert.Contains(Table(answer.Result), page, StringComparison.Ordinal);
        Assert.Contains(Ratio(answer.Result), page, StringComparison.Ordinal);
    }

    private static string Table(ExposureResult result) => string.Join('\n',
    [
        "| | incidents | ground, 1,000 km²·months | per 1,000 km² and month | 95 % | draws: median (90 %) |",
        "|---|---|---|---|---|---|",
        .. result.Strata.Select(s => $"| {Name(s.Stratum)} | {s.Rate.Incidents} | {Number(s.Rate.Km2Days / 30.4375 / 1000, "N1")} | {Number(s.Rate.PerThousandKm2Month!.Value)} "
            + $"| {Number(s.Rate.Interval!.Low)} to {Number(s.Rate.Interval.High)} | {Number(s.Rate.Band!.Median)} ({Number(s.Rate.Band.Low)} to {Number(s.Rate.Band.High)}) |"),
    ]);

    private static string Ratio(ExposureResult result)
    {
        var ratio = result.Ratios.Single(r => r.Attribution is null).BothToPocOnly;
        return $"ratio of both to PoC only: {Number(ratio.Value!.Value, "0.0")} (95 % {Number(ratio.Interval!.Low, "0.0")} to {Number(ratio.Interval.High, "0.0")}; "
            + $"draws: median {Number(ratio.Band!.Median, "0.0")}, 90 % {Number(ratio.Band.Low, "0.0")} to {Number(ratio.Band.High, "0.0")})";
    }

    private static string Name(Stratum stratum) => stratum switch
    {
        Stratum.PocOnly => "PoC only",
        Stratum.CtOnly => "CT only",
        Stratum.Both => "both",
        _ => "neither",
    };

    private static string Number(double value, string format = "0.00000") => value.ToString(format, CultureInfo.InvariantCulture);

    [GeneratedRegex("<!-- worked example: (.*?) -->")]
    private static partial Regex Question();
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SahelMap.Browser.Tests.Support;

namespace SahelMap.Benchmarks;

/// <summary>Lighthouse of a fixed version on its desktop settings, which npx fetches. It stops looking when the page comes to rest: that is the still map with all records.</summary>
public static class LighthouseBench
{
    private const string Package = "lighthouse@12.8.2";
    private const int Runs = 5;

    public static async Task<IEnumerable<Measure>> RunAsync(CancellationToken ct)
    {
        await using var server = await ServerProcess.StartAsync(ct);
        List<JsonElement> reports = [];
        for (var run = 0; run < Runs; run++) reports.Add(await ReportAsync(server.Address, ct));
        double[] Of(Func<JsonElement, double> read) => [.. reports.Select(read).Order()];
        Measure Score(string category, string target)
        {
            var scores = Of(r => r.GetProperty("categories").GetProperty(category).GetProperty("score").GetDouble() * 100);
            return new("lighthouse, desktop", $"{category}, median of {Runs}", Number(scores[Runs / 2]), Note: $"{target}; lowest {Number(scores[0])}; {Package}");
        }

        Measure Audit(string audit, string what, string note = "") =>
            new("lighthouse, desktop", $"{what}, median of {Runs}", Sample.Ms(Of(r => r.GetProperty("audits").GetProperty(audit).GetProperty("numericValue").GetDouble())[Runs / 2]), Note: note);

        return
        [
            Score("performance", "target 90"), Score("accessibility", "target 100"), Score("best-practices", "target 100"), Score("seo", "no target"),
            Audit("first-contentful-paint", "first contentful paint"), Audit("largest-contentful-paint", "largest contentful paint"), Audit("speed-index", "speed index"),
            Audit("total-blocking-time", "total blocking time", "up to the still map; what starts with the first touch of the page is in the rows of the first visit"),
        ];
    }

    private static string Number(double score) => score.ToString("0", CultureInfo.InvariantCulture);

    private static async Task<JsonElement> ReportAsync(Uri address, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo("npx",
        [
            "--yes", Package, address.ToString(), "--preset=desktop", "--quiet", "--output=json", "--output-path=stdout",
            "--chrome-flags=--headless=new --no-sandbox --use-angle=swiftshader --enable-unsafe-swiftshader",
        ])
        { RedirectStandardOutput = true, Environment = { ["CHROME_PATH"] = Chromium.Path } })!;
        var report = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0) throw new InvalidOperationException($"npx {Package} ended with {process.ExitCode}.");
        return JsonDocument.Parse(report).RootElement;
    }
}

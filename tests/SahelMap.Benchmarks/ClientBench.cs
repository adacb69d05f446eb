using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;

namespace SahelMap.Benchmarks;

/// <summary>
/// What the page costs a reader with many incidents, in Chromium. Script time only: software rendering says nothing of a reader's
/// graphics card, and a million circles would hang it, so that from there on the incidents are counted and not drawn.
/// </summary>
public static class ClientBench
{
    private const int Frames = 60, Changes = 16, DrawnUpTo = 200_000;

    public static async Task<IEnumerable<Measure>> RunAsync(IReadOnlyList<int> sizes, CancellationToken ct)
    {
        var measures = new List<Measure>();
        using var playwright = await Playwright.CreateAsync();
        foreach (var size in sizes)
        {
            Console.Error.WriteLine($"  with {size:#,0} incidents …");
            await using var bed = await Bed.MakeAsync(size, 100, ct);
            await using var browser = await Chromium.LaunchAsync(playwright);
            measures.AddRange(await MeasureAsync(browser, bed));
        }

        return measures;
    }

    private static async Task<IEnumerable<Measure>> MeasureAsync(IBrowser browser, Bed bed)
    {
        var area = string.Create(CultureInfo.InvariantCulture, $"client, {bed.Incidents:#,0} incidents");
        var drawn = bed.Incidents <= DrawnUpTo;
        var address = new Uri(bed.Server.Address, drawn ? "" : "?layers=zones");
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        context.SetDefaultTimeout(300_000);
        void Say(string step) => Console.Error.WriteLine($"    {step} …");
        Say("first visit");
        var (first, page) = await FirstVisitBench.OpenAsync(context, address);
        await page.SetViewportSizeAsync(640, 480); // drawing in software would take minutes, and is not what is measured
        Say("brush");
        var (frames, allScript) = await BrushAsync(context, page);
        Say("filters");
        var jumps = await ChangesAsync(page, """n => n % 2 ? { from: '2014-01-01', until: '2016-01-01' } : { from: null, until: null }""");
        var filters = await ChangesAsync(page, """
            n => [{ types: ['Battle'] }, { types: null, regions: [Object.keys(window.sahelmap.counts().byRegion).find(r => r)] },
                  { regions: null, actors: [Object.keys(window.sahelmap.counts().byActor).at(-1)] }, { actors: null }][n % 4]
            """);
        var deaths = await ChangesAsync(page, "n => ({ minDeaths: n % 4 })");
        Say("second visit");
        await page.CloseAsync();
        var (second, again) = await FirstVisitBench.OpenAsync(context, address);
        await again.CloseAsync();

        var how = drawn ? "" : "incidents counted, not drawn; ";
        return
        [
            new(area, $"brush moved by a month, script of ours a frame, median of {Frames}", Sample.Ms(Sample.Percentile(frames.All, 0.5)), Note: $"{how}target under 4 ms; counts alone {Sample.Ms(Sample.Percentile(frames.Count, 0.5))}"),
            new(area, "the same, p95", Sample.Ms(Sample.Percentile(frames.All, 0.95)), Note: $"counts alone {Sample.Ms(Sample.Percentile(frames.Count, 0.95))}"),
            new(area, "the same, all script of the page a frame, mean", Sample.Ms(allScript), Note: "map library and .NET included"),
            new(area, $"all counts after another period, median of {Changes}", Sample.Ms(Sample.Percentile(jumps.Count, 0.5)), Note: $"target under 16 ms; p95 {Sample.Ms(Sample.Percentile(jumps.Count, 0.95))}"),
            new(area, $"all counts after another type, actor or region, median of {Changes}", Sample.Ms(Sample.Percentile(filters.Count, 0.5)), Note: $"target under 16 ms; p95 {Sample.Ms(Sample.Percentile(filters.Count, 0.95))}"),
            new(area, $"all counts after another number of deaths, median of {Changes}", Sample.Ms(Sample.Percentile(deaths.Count, 0.5)), Note: $"p95 {Sample.Ms(Sample.Percentile(deaths.Count, 0.95))}"),
            new(area, "first visit, bytes over the wire", Sample.Bytes(first.Bytes), Note: $"{first.Requests} requests"),
            new(area, "first visit, first picture", Sample.Ms(first.Sketched), Note: "the basemap drawn in the page itself"),
            new(area, "first visit, map painted", Sample.Ms(first.Painted)),
            new(area, "first visit, every incident there", Sample.Ms(first.Complete)),
            new(area, "second visit, bytes over the wire", Sample.Bytes(second.Bytes), Note: $"{second.Requests} requests"),
            new(area, "second visit, every incident there", Sample.Ms(second.Complete)),
        ];
    }

    private sealed record Took(double[] Count, double[] All);

    /// <summary>A window of two years goes to and fro, a month a frame.</summary>
    private static async Task<(Took Frames, double AllScript)> BrushAsync(IBrowserContext context, IPage page)
    {
        var metrics = await context.NewCDPSessionAsync(page);
        await metrics.SendAsync("Performance.enable");
        const string step = "n => { const m = n % 160 < 80 ? n % 80 : 80 - n % 80; const day = k => new Date(Date.UTC(2013, k, 1)).toISOString().slice(0, 10); return { from: day(m), until: day(m + 24) }; }";
        await TimedAsync(page, step, 10); // the first calls are compiled
        var before = await ScriptSecondsAsync(metrics);
        var took = await TimedAsync(page, step, Frames);
        return (took, (await ScriptSecondsAsync(metrics) - before) * 1000 / Frames);
    }

    private static async Task<Took> ChangesAsync(IPage page, string change)
    {
        await TimedAsync(page, change, 4);
        return await TimedAsync(page, change, Changes);
    }

    private static async Task<Took> TimedAsync(IPage page, string patch, int times)
    {
        var took = await page.EvaluateAsync<JsonElement>(
            $$"""async times => { const patch = {{patch}}; const took = []; for (let n = 0; n < times; n++) took.push(await window.sahelmap.timed(patch(n))); return took; }""", times);
        double[] Of(string member) => [.. took.EnumerateArray().Select(t => t.GetProperty(member).GetDouble())];
        return new Took(Of("count"), Of("all"));
    }

    private static async Task<double> ScriptSecondsAsync(ICDPSession metrics)
    {
        var answer = await metrics.SendAsync("Performance.getMetrics");
        return answer!.Value.GetProperty("metrics").EnumerateArray().Single(m => m.GetProperty("name").GetString() == "ScriptDuration").GetProperty("value").GetDouble();
    }
}

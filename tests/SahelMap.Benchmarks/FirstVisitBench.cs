using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;

namespace SahelMap.Benchmarks;

/// <summary>What a first and a second visit cost, in Chromium with software rendering, on the shipped data alone.</summary>
public static class FirstVisitBench
{
    public static async Task<IEnumerable<Measure>> RunAsync(CancellationToken ct)
    {
        await using var server = await ServerProcess.StartAsync(ct);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        var first = await VisitAsync(context, server.Address);
        var second = await VisitAsync(context, server.Address);
        return
        [
            new("first visit", "bytes over the wire", Sample.Bytes(first.Bytes), Note: $"target 3.5 MB; {first.Requests} requests; the map library's worker, 0.12 MB, comes besides"),
            new("first visit", "first picture (the basemap drawn in the page itself)", Sample.Ms(first.Sketched), Note: "target under 1 s"),
            new("first visit", "map painted (basemap and zones drawn)", Sample.Ms(first.Painted), Note: "by a graphics card that is software here"),
            new("first visit", "every record on the map", Sample.Ms(first.Complete)),
            new("first visit", ".NET up (panels answer)", Sample.Ms(first.Ready)),
            new("second visit", "bytes over the wire", Sample.Bytes(second.Bytes), Note: $"{second.Requests} requests"),
            new("second visit", "first picture", Sample.Ms(second.Sketched)),
            new("second visit", "map painted", Sample.Ms(second.Painted)),
        ];
    }

    /// <param name="Sketched">Milliseconds to the basemap's own drawing in the page.</param>
    /// <param name="Painted">To the basemap and zones; <paramref name="Complete"/> to the last incident; <paramref name="Ready"/> to .NET.</param>
    internal sealed record Visit(double Bytes, int Requests, double Sketched, double Painted, double Complete, double Ready);

    private static async Task<Visit> VisitAsync(IBrowserContext context, Uri address)
    {
        var (visit, page) = await OpenAsync(context, address);
        await page.CloseAsync();
        return visit;
    }

    /// <summary>Opens the page, waits until all is there and drawn, and leaves it open.</summary>
    internal static async Task<(Visit Visit, IPage Page)> OpenAsync(IBrowserContext context, Uri address)
    {
        var page = await context.NewPageAsync();
        var network = await context.NewCDPSessionAsync(page);
        await network.SendAsync("Network.enable");
        double bytes = 0;
        var requests = 0;
        network.Event("Network.loadingFinished").OnEvent += (_, e) =>
        {
            bytes += e!.Value.GetProperty("encodedDataLength").GetDouble();
            requests++;
        };
        await page.GotoAsync(address.ToString(), new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForFunctionAsync("() => window.sahelmap?.ready");
        var complete = await page.EvaluateAsync<double>("async () => { await window.sahelmap.ready; return performance.now(); }");
        await page.WaitForFunctionAsync("() => performance.getEntriesByName('sahelmap:painted').length");
        var painted = await page.EvaluateAsync<double>("() => performance.getEntriesByName('sahelmap:painted')[0].startTime");
        var sketched = await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN");
        await page.Locator(".pill.live").WaitForAsync();
        var ready = await page.EvaluateAsync<double>("() => performance.now()");
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        return (new Visit(bytes, requests, sketched, painted, complete, ready), page);
    }
}

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
        await using var far = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        var slowFirst = await VisitAsync(far, server.Address, slow: true);
        var slowSecond = await VisitAsync(far, server.Address, slow: true);
        return
        [
            new("first visit", "bytes over the wire", Sample.Bytes(first.Bytes), Note: $"target 3.5 MB; {first.Requests} requests; the map library's worker, 0.12 MB, comes besides"),
            new("first visit", "first picture (the basemap drawn in the page itself)", Sample.Ms(first.Sketched), Note: "target under 1 s"),
            new("first visit", "every record on the still map", Sample.Ms(first.Seen)),
            new("first visit", "map that can be moved painted", Sample.Ms(first.Painted), Note: "by a graphics card that is software here"),
            new("first visit", ".NET up (panels answer)", Sample.Ms(first.Ready)),
            new("second visit", "bytes over the wire", Sample.Bytes(second.Bytes), Note: $"{second.Requests} requests"),
            new("second visit", "first picture", Sample.Ms(second.Sketched)),
            new("second visit", "every record on the still map", Sample.Ms(second.Seen)),
            new("second visit", "map that can be moved painted", Sample.Ms(second.Painted)),
            new("first visit, 400 kbit/s and 400 ms", "map and every record, still", Sample.Ms(slowFirst.Seen), Note: "target 15 s; the map library's worker is not slowed"),
            new("first visit, 400 kbit/s and 400 ms", "map that can be moved painted", Sample.Ms(slowFirst.Painted)),
            new("second visit, 400 kbit/s and 400 ms", "map and every record, still", Sample.Ms(slowSecond.Seen), Note: "target 3 s"),
            new("second visit, 400 kbit/s and 400 ms", "map that can be moved painted", Sample.Ms(slowSecond.Painted)),
        ];
    }

    /// <param name="Sketched">Milliseconds to the basemap's own drawing in the page.</param>
    /// <param name="Seen">To the first records on the still map; <paramref name="Complete"/> to the last record; <paramref name="Painted"/> to the map that can be moved; <paramref name="Ready"/> to .NET.</param>
    internal sealed record Visit(double Bytes, int Requests, double Sketched, double Seen, double Complete, double Painted, double Ready);

    private static async Task<Visit> VisitAsync(IBrowserContext context, Uri address, bool slow = false)
    {
        var (visit, page) = await OpenAsync(context, address, slow);
        await page.CloseAsync();
        return visit;
    }

    /// <summary>Opens the page, waits until all is there and drawn, and leaves it open.</summary>
    internal static async Task<(Visit Visit, IPage Page)> OpenAsync(IBrowserContext context, Uri address, bool slow = false)
    {
        var page = await context.NewPageAsync();
        var network = await context.NewCDPSessionAsync(page);
        await network.SendAsync("Network.enable");
        if (slow)
        {
            await network.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 400, ["downloadThroughput"] = 50_000, ["uploadThroughput"] = 50_000 });
            page.SetDefaultTimeout(180_000);
        }

        double bytes = 0;
        var requests = 0;
        network.Event("Network.loadingFinished").OnEvent += (_, e) =>
        {
            bytes += e!.Value.GetProperty("encodedDataLength").GetDouble();
            requests++;
        };
        await page.GotoAsync(address.ToString(), new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForFunctionAsync("() => !!window.sahelmap");
        await page.Mouse.MoveAsync(1, 1); // a person reaches for the page
        await page.EvaluateAsync("() => window.sahelmap.ready");
        await page.WaitForFunctionAsync("() => performance.getEntriesByName('sahelmap:painted').length");
        Task<double> MarkAsync(string name) => page.EvaluateAsync<double>("name => performance.getEntriesByName(name)[0].startTime", name);
        var (seen, complete, painted) = (await MarkAsync("sahelmap:data"), await MarkAsync("sahelmap:loaded"), await MarkAsync("sahelmap:painted"));
        var sketched = await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN");
        await page.Locator(".pill.live").WaitForAsync();
        var ready = await page.EvaluateAsync<double>("() => performance.now()");
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        return (new Visit(bytes, requests, sketched, seen, complete, painted, ready), page);
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;
using Xunit;

namespace SahelMap.Browser.Tests;

[Collection("One browser at a time")]
public sealed partial class MapToolsTests(BrowserFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clusters_and_hexagons_hold_what_the_filters_and_the_brush_leave_and_a_click_tells_what_is_inside()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync("?panel=layers&layers=incidents,labels&view=-1.5,15.5,5");
        await page.Locator("[data-show=bins]").CheckAsync();
        await page.WaitForURLAsync(url => url.Contains("show=bins"));
        await HoldsAllAsync(page);
        await Reader.PictureAsync(page, "hexagons");

        await page.Locator("#tab-filters").ClickAsync();
        await page.Locator("[data-type=Battle]").UncheckAsync();
        await HoldsAllAsync(page);
        var before = (await page.IncidentsAsync()).Shown;
        await page.Locator(".sm-brush-handle").First.FocusAsync();
        for (var month = 0; month < 50; month++) await page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForFunctionAsync("n => window.sahelmap.counts().incidents.shown < n", before);
        await HoldsAllAsync(page);

        var fullest = await FullestAsync(page);
        await page.ClickMapAsync((fullest.GetProperty("lon").GetDouble(), fullest.GetProperty("lat").GetDouble()));
        var card = page.Locator(".sm-card");
        await Assertions.Expect(card).ToContainTextAsync($"{fullest.GetProperty("incidents").GetInt32()} incident");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(card).ToBeHiddenAsync();

        // By keyboard: what lies at the cross in the middle.
        await page.EvaluateAsync("([lon, lat]) => window.sahelmap.interop.flyTo(JSON.stringify({ lon, lat, zoom: 5 }))", new[] { fullest.GetProperty("lon").GetDouble(), fullest.GetProperty("lat").GetDouble() });
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        await page.Locator(".maplibregl-canvas").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(card).ToContainTextAsync("incident");
        await page.Keyboard.PressAsync("Escape");
        var north = await page.EvaluateAsync<double>("() => window.sahelmap.state().lat");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.WaitForFunctionAsync("lat => window.sahelmap.state().lat > lat", north);

        await page.Locator("#tab-layers").ClickAsync();
        await page.Locator("[data-weigh=deaths]").CheckAsync();
        await page.WaitForURLAsync(url => url.Contains("weigh=deaths"));
        await Assertions.Expect(page.Locator(".sm-legend")).ToContainTextAsync("Deaths recorded in each hexagon");
        await page.Locator("[data-show=clusters]").CheckAsync();
        await Assertions.Expect(page.Locator(".sm-legend")).ToContainTextAsync("A circle gathers incidents");
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        await Reader.PictureAsync(page, "clusters");
        var zoom = await page.EvaluateAsync<double>("() => window.sahelmap.state().zoom");
        fullest = await FullestAsync(page);
        await page.ClickMapAsync((fullest.GetProperty("lon").GetDouble(), fullest.GetProperty("lat").GetDouble()));
        await page.WaitForFunctionAsync("zoom => window.sahelmap.state().zoom > zoom + 1", zoom);
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task Distances_and_areas_are_PostGIS_own_and_positions_are_written_as_the_reader_chose()
    {
        await using var reader = await fixture.ReaderAsync();
        await reader.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var incident = await fixture.Server.PsqlAsync("SELECT id FROM incident ORDER BY id LIMIT 1", Ct);
        var page = await reader.OpenAsync("?view=-2,16,5.5");
        await page.EvaluateAsync("() => window.sahelmap.idle()");

        var measure = page.Locator(".sm-measure");
        await page.Locator(".sm-buttons button").Last.ClickAsync();
        await measure.WaitForAsync(); // its tools are fetched when they are asked for
        (double, double)[] corners = [(-4, 17), (1, 17), (1, 14)];
        foreach (var corner in corners) await page.ClickMapAsync(corner);
        await NearAsync(measure, "SELECT ST_Length('LINESTRING(-4 17, 1 17, 1 14)'::geography) / 1000");
        await measure.Locator("button").Nth(1).ClickAsync();
        await NearAsync(measure, "SELECT ST_Area('POLYGON((-4 17, 1 17, 1 14, -4 17))'::geography) / 1e6");
        await Reader.PictureAsync(page, "measure");
        await measure.Locator("button").Nth(3).ClickAsync();
        Assert.Contains("km²", await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"), StringComparison.Ordinal);
        Assert.Null(await page.EvaluateAsync<string?>("() => window.sahelmap.state().selection?.id ?? null"));

        // By keyboard: a corner at the cross, another one after a move; Backspace and Escape.
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(measure).ToHaveCountAsync(0);
        await page.Locator(".sm-buttons button").Last.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await measure.WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        var lon = await page.EvaluateAsync<double>("() => window.sahelmap.state().lon");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.WaitForFunctionAsync("lon => window.sahelmap.state().lon > lon", lon);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(measure.Locator("output")).ToContainTextAsync("km");
        await page.Keyboard.PressAsync("Backspace");
        await Assertions.Expect(measure.Locator("output")).ToBeEmptyAsync();
        await page.Keyboard.PressAsync("Escape");

        var position = page.Locator(".position .num");
        await Assertions.Expect(position).ToContainTextAsync("°");
        await page.Locator(".position select").SelectOptionAsync("Mgrs");
        await Assertions.Expect(position).ToHaveTextAsync(MgrsPattern());
        await page.ReloadAsync();
        await Assertions.Expect(position).ToHaveTextAsync(MgrsPattern());
        await page.EvaluateAsync("id => window.sahelmap.interop.select('incident', id, true)", incident);
        await Assertions.Expect(page.Locator("#details [data-position]")).ToHaveTextAsync(MgrsPattern());
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task A_configured_basemap_is_fetched_from_its_host_and_from_no_other()
    {
        using TileHost tiles = new();
        await using var server = await ServerProcess.StartAsync(Ct, settings: new() { ["Basemap__Raster"] = $"{tiles.Address}{{z}}/{{x}}/{{y}}.png", ["Basemap__Attribution"] = "Test tiles" });
        foreach (var (name, asked) in new[] { ("raster", ".png"), ("pmtiles", ".pmtiles") })
        {
            await using var reader = await fixture.ReaderAsync(at: server.Address);
            var page = await reader.BeginAsync("?view=-2,16,6&layers=labels");
            await page.WaitForFunctionAsync("() => !!window.sahelmap");
            await page.EvaluateAsync("() => window.sahelmap.idle()");
            await page.EvaluateAsync("() => window.sahelmap.idle()");
            await Reader.PictureAsync(page, "basemap-" + name);
            Assert.Contains(tiles.Asked, path => path.EndsWith(asked, StringComparison.Ordinal));
            Assert.All(reader.Strangers, url => Assert.StartsWith(tiles.Address.ToString(), url, StringComparison.Ordinal));
            await Assertions.Expect(page.Locator(".sm-sources")).ToContainTextAsync("Test tiles");
            Assert.Empty(reader.Complaints);
            if (name == "pmtiles") break;
            await server.StopAsync();
            server.Set("Basemap__Raster", null);
            server.Set("Basemap__PMTiles", $"{tiles.Address}sahel.pmtiles");
            await server.StartAgainAsync(Ct);
        }
    }

    /// <summary>Once the brush rests, the hexagons hold exactly the incidents that are counted.</summary>
    private static async Task HoldsAllAsync(IPage page) => await page.WaitForFunctionAsync(
        "() => { const n = window.sahelmap.gathered().reduce((sum, sign) => sum + sign.incidents, 0); return n > 0 && n === window.sahelmap.counts().incidents.shown; }");

    private static async Task<JsonElement> FullestAsync(IPage page)
    {
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        return await page.EvaluateAsync<JsonElement>("() => window.sahelmap.gathered().sort((a, b) => b.incidents - a.incidents)[0]");
    }

    /// <summary>A click hits a pixel, not a place: one per cent is about three pixels of the path.</summary>
    private async Task NearAsync(ILocator measure, string sql)
    {
        var expected = double.Parse(await fixture.Server.PsqlAsync(sql, Ct), CultureInfo.InvariantCulture);
        await measure.Page.WaitForFunctionAsync(
            "expected => { const said = document.querySelector('.sm-measure output')?.textContent ?? ''; return Math.abs(parseFloat((said.match(/[\\d,.]+/)?.[0] ?? '').replaceAll(',', '')) / expected - 1) < 0.01; }", expected);
    }

    [GeneratedRegex(@"\d{1,2}[C-X][A-Z]{2} \d{5} \d{5}$")]
    private static partial Regex MgrsPattern();
}

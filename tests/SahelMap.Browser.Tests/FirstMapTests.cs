using System.Globalization;
using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;
using Xunit;

namespace SahelMap.Browser.Tests;

[Collection("One browser at a time")]
public sealed class FirstMapTests(BrowserFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<string> Sql(string sql) => fixture.Server.PsqlAsync(sql, Ct);

    private async Task<int> Count(string sql) => int.Parse(await Sql(sql), CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_map_is_drawn_even_when_dotnet_never_comes()
    {
        await using var reader = await fixture.ReaderAsync();
        await reader.Context.RouteAsync("**/_framework/**", r => r.AbortAsync());
        var page = await reader.BeginAsync();
        await page.WaitForFunctionAsync("() => !!window.sahelmap");
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        Assert.True((await page.IncidentsAsync()).Total >= 80);
        Assert.True((await page.DeploymentsAsync()).Total >= 60);
        Assert.Equal(0, await page.Locator(".pill").CountAsync());
    }

    [Fact]
    public async Task A_still_map_shows_the_data_where_the_map_shows_them_once_somebody_reaches_for_the_page()
    {
        var largest = (await Sql("""
            SELECT ST_X(location), ST_Y(location) FROM incident WHERE type = 'ViolenceAgainstCivilians' AND geo_precision = 'Exact' ORDER BY deaths_best DESC NULLS LAST LIMIT 1
            """)).Split('|').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        await using var reader = await fixture.ReaderAsync();
        List<string> asked = [];
        reader.Context.Request += (_, request) => asked.Add(new Uri(request.Url).PathAndQuery);
        var page = await reader.BeginAsync();
        await page.WaitForFunctionAsync("() => performance.getEntriesByName('sahelmap:data').length");
        Assert.Equal(await Count("SELECT count(*) FROM incident"), (await page.IncidentsAsync()).Shown);
        Assert.Equal(0, await page.Locator(".maplibregl-canvas").CountAsync());
        Assert.True(IsVermilion(await page.EvaluateAsync<double[]>(StillColour, largest)));
        await Reader.PictureAsync(page, "still");
        Assert.Empty(await page.FlawsAsync());
        await page.EvaluateAsync("() => { window.still = document.querySelector('.sm-still'); }");

        await page.ReadyAsync();
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        Assert.Equal(0, await page.Locator(".sm-still, #first-picture").CountAsync());
        Assert.True(IsVermilion(await page.EvaluateAsync<double[]>("""
            place => {
              const { x, y } = window.sahelmap.project(...place);
              return [...window.still.getContext('2d').getImageData(x * devicePixelRatio, y * devicePixelRatio, 1, 1).data];
            }
            """, largest)), "The still map had drawn it at another place than the map.");

        // From afar outlines are simplified; near the ground they are as they are recorded.
        Assert.DoesNotContain("/api/deployments?limit=1000", asked);
        await page.RunAndWaitForRequestAsync(
            () => page.EvaluateAsync("([lon, lat]) => window.sahelmap.interop.flyTo(JSON.stringify({ lon, lat, zoom: 9 }))", largest),
            request => request.Url.EndsWith("/api/deployments?limit=1000", StringComparison.Ordinal));
    }

    private static bool IsVermilion(double[] rgb) => rgb is [> 180, < 140, < 80, ..];

    /// <summary>Of the still map at a place: Web Mercator as it is defined, in the view that the page says.</summary>
    private const string StillColour = """
        place => {
          const view = window.sahelmap.state();
          const world = ([lon, lat]) => [lon / 360, -Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)) / (2 * Math.PI)].map(n => n * 512 * 2 ** view.zoom);
          const canvas = document.querySelector('.sm-still');
          const [x, y] = world(place).map((n, i) => n - world([view.lon, view.lat])[i] + [canvas.clientWidth, canvas.clientHeight][i] / 2);
          return [...canvas.getContext('2d').getImageData(x * devicePixelRatio, y * devicePixelRatio, 1, 1).data];
        }
        """;

    [Fact]
    public async Task Opening_it_shows_every_zone_and_incident_without_a_complaint_or_a_foreign_request()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync();
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        Assert.Equal(await Count("SELECT count(*) FROM incident"), (await page.IncidentsAsync()).Total);
        Assert.Equal(await Count("SELECT count(*) FROM deployment"), (await page.DeploymentsAsync()).Total);
        await Reader.PictureAsync(page, "desk-en-light");
        Assert.Empty(reader.Complaints);
        Assert.Empty(reader.Strangers);
    }

    [Fact]
    public async Task Filtering_to_Wagner_and_2022_shows_what_SQL_counts_and_a_reload_shows_the_same()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync();
        var row = page.Locator(".row", new() { Has = page.Locator("[data-actor=Wagner]") });
        await row.HoverAsync();
        await row.Locator("button.only").ClickAsync();
        await page.Locator("#period-from").FillAsync("2022-01-01");
        await page.Locator("#period-from").PressAsync("Tab");
        await page.Locator("#period-last").FillAsync("2022-12-31");
        await page.Locator("#period-last").PressAsync("Tab");

        var incidents = await Count("SELECT count(*) FROM incident WHERE actors @> '{Wagner}' AND period && '[2022-01-01,2023-01-01)'");
        var zones = await Count("SELECT count(*) FROM deployment WHERE actor = 'Wagner' AND period && '[2022-01-01,2023-01-01)'");
        Assert.True(incidents > 0 && zones > 0, "The shipped data hold Wagner in 2022.");
        await page.ShowsIncidentsAsync(incidents);
        Assert.Equal(zones, (await page.DeploymentsAsync()).Shown);
        await Assertions.Expect(page.Locator("[data-count=incidents]")).ToHaveTextAsync($"{incidents}");
        await Assertions.Expect(page.Locator("[data-count=deployments]")).ToHaveTextAsync($"{zones}");
        Assert.Equal(zones, await fixture.FeaturesAsync("api/deployments?actor=Wagner&from=2022-01-01&until=2023-01-01"));

        await page.WaitForURLAsync(url => url.Contains("actor=Wagner") && url.Contains("from=2022-01-01") && url.Contains("until=2023-01-01"));
        await page.ReloadAsync();
        await page.ReadyAsync();
        await page.ShowsIncidentsAsync(incidents);
        Assert.Equal(zones, (await page.DeploymentsAsync()).Shown);
    }

    [Fact]
    public async Task Back_undoes_a_filter()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync();
        var all = (await page.IncidentsAsync()).Shown;
        await page.Locator("[data-type=Battle]").UncheckAsync();
        await page.WaitForFunctionAsync("n => window.sahelmap.counts().incidents.shown < n", all);
        await page.GoBackAsync();
        await page.ShowsIncidentsAsync(all);
        await Assertions.Expect(page.Locator("[data-type=Battle]")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task French_is_one_click_away_without_a_reload_and_leaves_no_key_untranslated()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync();
        await page.EvaluateAsync("() => { window.stayed = true; }");
        await page.Locator("button[lang=fr]").ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "fr");
        await Assertions.Expect(page.Locator("#tab-filters")).ToContainTextAsync("Filtres");
        Assert.True(await page.EvaluateAsync<bool>("() => window.stayed"));
        foreach (var tab in new[] { "filters", "layers", "overlaps", "feed" })
        {
            await page.Locator($"#tab-{tab}").ClickAsync();
            await Assertions.Expect(page.Locator($"#tab-{tab}")).ToHaveAttributeAsync("aria-selected", "true");
            var text = await page.Locator("body").InnerTextAsync();
            Assert.DoesNotMatch(@"\b(filters|layers|legend|overlaps|feed|bar|live|map|time|count|norm|type|kind)\.[a-z][A-Za-z]+", text);
        }

        await page.Locator("#tab-filters").ClickAsync();
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        await Reader.PictureAsync(page, "desk-fr-light");
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task A_phone_shows_map_sheet_and_time_and_scrolls_nowhere_sideways()
    {
        await using var reader = await fixture.ReaderAsync(390, 844, touch: true);
        var page = await reader.OpenAsync();
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        await Reader.PictureAsync(page, "phone-filters");
        await page.Locator("#tab-time").ClickAsync();
        await Assertions.Expect(page.Locator("#timeline")).ToBeVisibleAsync();
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        await Reader.PictureAsync(page, "phone-time");
        Assert.True(await page.EvaluateAsync<bool>("() => document.scrollingElement.scrollWidth <= innerWidth"));
        var map = await page.Locator("#map").BoundingBoxAsync();
        Assert.True(map!.Width >= 390 && map.Height >= 300);
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task The_exported_file_opens_in_GDAL_with_the_filtered_records()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync("?actor=Wagner&from=2022-01-01&until=2023-01-01");
        var shown = (await page.DeploymentsAsync()).Shown;
        await page.Locator(".bar .menu > button:visible", new() { HasText = "Export" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(".menu-list:popover-open a[href*='export/deployments.geojson']").ClickAsync());
        var file = Path.Combine(fixture.Server.DataFolder, "export.geojson");
        await download.SaveAsAsync(file);
        var said = await Gdal.OgrInfoAsync(file, Ct);
        Assert.Contains($"Feature Count: {shown}", said, StringComparison.Ordinal);
        Assert.Contains("Geometry: Multi Polygon", said, StringComparison.Ordinal);
    }
}

using System.Globalization;
using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;
using Xunit;

namespace SahelMap.Browser.Tests;

[Collection("One browser at a time")]
public sealed class TimelineTests(BrowserFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<int> Count(string sql) => int.Parse(await fixture.Server.PsqlAsync(sql, Ct), CultureInfo.InvariantCulture);

    private static Task AddressAsync(IPage page, string part) => page.WaitForURLAsync(url => Uri.UnescapeDataString(url).Contains(part, StringComparison.Ordinal));

    private static Task<IJSHandle> DeploymentsAsync(IPage page, int shown) => page.WaitForFunctionAsync("n => window.sahelmap.counts().deployments.shown === n", shown);

    /// <summary>What lies at a place of the map, as kinds.</summary>
    private static Task<string[]> KindsAtAsync(IPage page, double[] place) => page.EvaluateAsync<string[]>(
        "async ([lon, lat]) => { await window.sahelmap.idle(); const at = window.sahelmap.project(lon, lat); return [...new Set(window.sahelmap.featuresAt(at.x, at.y).map(f => f.kind))].sort(); }", place);

    [Fact]
    public async Task Keys_alone_take_a_deployment_to_its_last_day_and_past_it_zoom_the_axis_and_choose_in_its_lanes()
    {
        const string onTheLastDay = "actor = 'Takuba' AND period @> '2022-06-30'::date";
        var last = await Count($"SELECT count(*) FROM deployment WHERE {onTheLastDay}");
        Assert.True(last > 0, "Takuba's last day in the shipped data is 30 June 2022.");
        Assert.Equal(0, await Count("SELECT count(*) FROM deployment WHERE actor = 'Takuba' AND period @> '2022-07-01'::date"));
        var inside = await fixture.Server.PsqlAsync(
            $"SELECT ST_X(p) || ' ' || ST_Y(p) FROM (SELECT ST_PointOnSurface(area) AS p FROM deployment WHERE {onTheLastDay} AND kind = 'OperationZone') AS zone", Ct);
        var place = inside.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();

        await using var reader = await fixture.ReaderAsync();
        // Looked at this closely, the bars are days.
        var page = await reader.OpenAsync("?actor=Takuba&from=2022-06-30&until=2022-07-01&axis=2022-06-01,2022-07-31&layers=zones,overlaps");
        await DeploymentsAsync(page, last);
        Assert.Equal(["deployment", "overlap"], await KindsAtAsync(page, place));

        // The window goes a day on: nothing of it was there any more.
        await page.Locator(".sm-brush-window").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await AddressAsync(page, "from=2022-07-01&until=2022-07-02");
        await DeploymentsAsync(page, 0);
        Assert.Empty(await KindsAtAsync(page, place));
        await page.Keyboard.PressAsync("ArrowLeft");
        await DeploymentsAsync(page, last);

        // Its handles say where they are, and the bar at a handle says what it holds.
        await page.Locator(".sm-brush-end").FocusAsync();
        await Assertions.Expect(page.Locator(".sm-brush-end")).ToHaveAttributeAsync("aria-valuetext", "30 June 2022");
        await Assertions.Expect(page.Locator(".sm-readout")).ToContainTextAsync("30 June 2022");

        // All of the axis, then a closer look again; months, weeks and days by turns.
        await page.Keyboard.PressAsync("0");
        await page.WaitForURLAsync(url => !url.Contains("axis="));
        await page.Keyboard.PressAsync("+");
        await AddressAsync(page, "&axis=20");
        await page.Locator(".sm-axis").FocusAsync();
        await page.Keyboard.PressAsync("0");
        await page.Locator(".sm-brush-start").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft"); // within June: to its beginning
        await AddressAsync(page, "from=2022-06-01&until=2022-07-01");
        await Assertions.Expect(page.Locator(".sm-brush-start")).ToHaveAttributeAsync("aria-valuetext", "June 2022");

        // Arrows go through a lane's deployments, Enter selects; Escape leads from the details back to the lane.
        var lane = page.Locator("[data-lane=Takuba]");
        await lane.FocusAsync();
        var chosen = new HashSet<string>();
        for (var n = 0; n < last; n++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
            await Assertions.Expect(page.Locator(".sm-lane-mark")).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Locator("#details")).ToBeFocusedAsync();
            chosen.Add(await page.StateAsync("selection"));
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(lane).ToBeFocusedAsync();
        }

        Assert.Equal(last, chosen.Count);
        Assert.All(chosen, selection => Assert.Contains("\"deployment\"", selection, StringComparison.Ordinal));
        await page.Locator(".sm-mandate[tabindex='0']").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => window.sahelmap.state().selection?.kind === 'mandate'");
        await Reader.PictureAsync(page, "timeline-lanes");
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task A_hand_zooms_steps_adds_up_and_picks_a_lane_and_regions_count_what_SQL_counts()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync("?layers=zones&from=2020-01-01&until=2020-02-01");
        var plot = (await page.Locator(".sm-brush").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(plot.X + (plot.Width * 0.7f), plot.Y + 20);
        await page.Mouse.WheelAsync(0, -240);
        await AddressAsync(page, "&axis=20");
        await Assertions.Expect(page.Locator(".sm-readout")).ToBeVisibleAsync();
        await page.Locator(".sm-controls button").Last.ClickAsync(); // all of it again
        await page.WaitForURLAsync(url => !url.Contains("axis="));

        var controls = page.Locator(".sm-controls");
        await controls.Locator("button").Nth(2).ClickAsync();
        await AddressAsync(page, "from=2020-02-01&until=2020-03-01");
        await controls.Locator("select").First.SelectOptionAsync("sum");
        await controls.Locator("button").Nth(2).ClickAsync();
        await AddressAsync(page, "from=2020-02-01&until=2020-04-01");
        await controls.Locator("button").First.ClickAsync();
        await AddressAsync(page, "from=2020-02-01&until=2020-03-01");

        var lane = (await page.Locator("[data-lane=Barkhane]").BoundingBoxAsync())!;
        await page.Mouse.ClickAsync(lane.X + (lane.Width * 0.68f), lane.Y + (lane.Height / 2)); // early 2020
        await page.WaitForFunctionAsync("() => window.sahelmap.state().selection?.kind === 'deployment'");

        // Regions: counted under the other filters, and a choice of one is a filter of everything.
        const string period = "period && '[2012-01-01,2024-01-01)'";
        await page.Locator(".sm-brush-window").PressAsync("Escape");
        await page.Locator(".places .fold").ClickAsync();
        await page.Locator(".places input[type=search]").FillAsync("mopti");
        var mopti = await Count($"SELECT count(*) FROM incident WHERE admin1 = 'ML/Mopti' AND {period}");
        await Assertions.Expect(page.Locator("[data-count-region='ML/Mopti']")).ToHaveTextAsync($"{mopti}");
        await page.Locator("[data-region='ML/Mopti']").CheckAsync();
        await AddressAsync(page, "admin1=ML/Mopti");
        await page.ShowsIncidentsAsync(mopti);
        await DeploymentsAsync(page, await Count(
            "SELECT count(*) FROM deployment AS d WHERE d.period && '[2012-01-01,2024-01-01)' AND ST_Intersects(d.area, (SELECT geom FROM basemap WHERE layer = 'regions' AND id = 'ML/Mopti'))"));
        await page.Locator("[data-country=BF]").CheckAsync(); // Mopti is not in it, and goes
        await page.ShowsIncidentsAsync(await Count($"SELECT count(*) FROM incident WHERE country = 'BF' AND {period}"));
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task On_a_phone_everything_in_the_timeline_can_be_touched()
    {
        await using var reader = await fixture.ReaderAsync(390, 844, touch: true);
        var page = await reader.OpenAsync("?layers=zones&panel=time");
        await page.Locator("[data-lane=Barkhane]").WaitForAsync();
        var small = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('#timeline :is(button, select, [role=slider])')].filter(e => !e.hidden)
              .map(e => [e.className || e.tagName, e.getBoundingClientRect()]).filter(([, r]) => Math.min(r.width, r.height) < 23.5).map(([name, r]) => `${name} ${r.width} × ${r.height}`)
            """);
        Assert.Empty(small);
        var scale = await page.EvaluateAsync<double[]>("() => ['.sm-brush-start', '.sm-lane-hits'].map(s => document.querySelector(s).getBoundingClientRect()).map((r, n) => n === 0 ? r.x + r.width / 2 : r.x)");
        Assert.Equal(scale[0], scale[1], 1.0); // one axis for histogram and lanes
        await page.Locator("[data-lane=Barkhane]").TapAsync();
        await page.WaitForFunctionAsync("() => window.sahelmap.state().selection?.kind === 'deployment'");
        Assert.Empty(reader.Complaints);
    }
}

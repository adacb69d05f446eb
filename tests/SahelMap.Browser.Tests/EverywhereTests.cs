using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;
using Xunit;

namespace SahelMap.Browser.Tests;

/// <summary>What must hold wherever one looks: for a screen reader, by keys alone, right to left, without a server, without WebGL.</summary>
public sealed class EverywhereTests(BrowserFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("?lang=en&theme=light")]
    [InlineData("?lang=fr&theme=dark")]
    public async Task Axe_finds_nothing_in_any_panel_record_form_dialog_or_table(string query)
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync(query);
        List<string> found = [];
        async Task LookAsync(string where, string appears)
        {
            try
            {
                await page.Locator(appears).First.WaitForAsync();
            }
            catch (TimeoutException)
            {
                Assert.Fail($"{where} did not appear; the page says: {await page.Locator("body").InnerTextAsync()}, its state is {await page.StateAsync("selection")}; it complained: {string.Join(" | ", reader.Complaints)}");
            }

            found.AddRange((await page.FlawsAsync()).Select(flaw => $"{where}: {flaw}"));
        }

        foreach (var (tab, appears) in new[] { ("layers", "#tab-layers[aria-selected=true]"), ("overlaps", ".overlap-row"), ("analysis", "#tab-analysis[aria-selected=true]"), ("feed", "#tab-feed[aria-selected=true]"), ("filters", "#tab-filters[aria-selected=true]") })
        {
            await page.Locator($"#tab-{tab}").ClickAsync();
            await LookAsync(tab, appears);
        }

        foreach (var record in (await fixture.Server.PsqlAsync(Records, Ct)).Split('\n'))
        {
            var (kind, id) = record.Split('|') is [var k, var i] ? (k, i) : throw new InvalidOperationException(record);
            await page.EvaluateAsync("([kind, id]) => window.sahelmap.interop.select(kind, id, false)", new[] { kind, id });
            await LookAsync(kind, $"#details[data-kind={kind}] h2, #details h2");
        }

        await page.EvaluateAsync("() => window.sahelmap.interop.select(null, null, false)");
        await page.Keyboard.PressAsync("?");
        await LookAsync("shortcuts", "dialog[open]");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("dialog").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.OpenDeploymentFormAsync();
        await LookAsync("form", "#field-geometry");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("t");
        await LookAsync("table", "#record-grid [role=row]");
        await page.Locator("#search").FillAsync("Gao");
        await LookAsync("search", "[role=option]");
        Assert.Empty(found.Distinct());
    }

    private const string Records = """
        (SELECT 'incident', id::text FROM incident WHERE dataset = 'geodata' ORDER BY id LIMIT 1)
        UNION ALL (SELECT 'deployment', id::text FROM deployment WHERE actor = 'Takuba' ORDER BY id LIMIT 1)
        UNION ALL (SELECT 'mandate', id::text FROM mandate ORDER BY id LIMIT 1)
        UNION ALL SELECT 'actor', 'Wagner'
        """;

    [Fact]
    public async Task The_main_tasks_are_done_by_keys_alone()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync();

        // Filter by actor and period.
        await page.Keyboard.PressAsync("f");
        await FocusComesAsync(page, "#tab-filters");
        await TabToAsync(page, "#period-from");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("1 Jan 2022");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "[data-actor=Wagner]");
        await TabToAsync(page, ".only:focus");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains("actor=Wagner") && url.Contains("from=2022-01-01"));
        var wagner = int.Parse(await fixture.Server.PsqlAsync(
            "SELECT count(*) FROM deployment WHERE actor = 'Wagner' AND period && daterange('2022-01-01', '2024-01-01')", Ct), CultureInfo.InvariantCulture);
        await page.WaitForFunctionAsync("n => window.sahelmap.counts().deployments.shown === n", wagner);

        // Open an overlap and read its incidents.
        await page.Keyboard.PressAsync("o");
        await FocusComesAsync(page, "#tab-overlaps");
        await page.Locator(".overlap-row").First.WaitForAsync();
        await TabToAsync(page, ".ranked");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains("sel=overlap"));
        await page.Locator("#details h2").WaitForAsync();

        // Export what is filtered.
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForURLAsync(url => !url.Contains("sel="));
        await page.Keyboard.PressAsync("/");
        await FocusComesAsync(page, "#search");
        await TabToAsync(page, ".bar [aria-haspopup=menu]:has(+ .menu-list [href^='export/incidents'])");
        await page.Keyboard.PressAsync("ArrowDown");
        await FocusComesAsync(page, ".menu-list:popover-open [role=menuitem]");
        for (var i = 0; i < 12 && !await FocusIsAsync(page, "[href^='export/incidents']"); i++) await page.Keyboard.PressAsync("ArrowDown");
        var file = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
        Assert.StartsWith("sahelmap-incidents-actor-Wagner-from-2022-01-01", file.SuggestedFilename, StringComparison.Ordinal);
        using var json = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(await file.PathAsync(), Ct));
        Assert.Equal((await page.IncidentsAsync()).Shown, json.RootElement.GetProperty("features").GetArrayLength());
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task Without_a_server_the_page_opens_again_with_what_it_had_and_says_how_old_it_is()
    {
        await using var server = await ServerProcess.StartAsync(Ct);
        await using var reader = await fixture.ReaderAsync();
        var here = new Reader(reader.Context, server.Address);
        var page = await here.OpenAsync();
        var (shown, total) = await page.IncidentsAsync();
        await page.ComesTrueAsync("""
            async () => (await caches.match('/')) && (await (await caches.open('sahelmap-shell-1')).keys()).length > 40
              && (await caches.match(location.origin + '/api/deployments?limit=1000&tolerance=0.005'))
            """);

        await server.StopAsync();
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
        await page.Locator(".map-notice[role=status]").WaitForAsync();
        await page.ShowsIncidentsAsync(shown);
        Assert.Equal((shown, total), await page.IncidentsAsync());
        await Assertions.Expect(page.Locator(".map-notice")).ToContainTextAsync(DateTime.Now.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        await Reader.PictureAsync(page, "without-a-server");

        await server.StartAgainAsync(Ct);
        await page.Locator(".pill.live").WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 120_000 });
        await page.Locator(".map-notice").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task Without_WebGL_lists_filters_and_timeline_work_and_the_map_stands_still_and_says_why()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright, "--disable-3d-apis");
        await using var reader = new Reader(await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 }, Locale = "en-GB" }), fixture.Server.Address);
        var page = await reader.OpenAsync();
        await Assertions.Expect(page.Locator("#map")).ToContainTextAsync("WebGL");
        const string Picture = "() => document.querySelector('.sm-still').toDataURL()";
        var all = await page.EvaluateAsync<string>(Picture);
        await page.Locator("[data-actor=Wagner]").UncheckAsync();
        await page.WaitForURLAsync(url => url.Contains("actor="));
        await page.WaitForFunctionAsync("all => document.querySelector('.sm-still').toDataURL() !== all", all);
        await page.Locator("#tab-overlaps").ClickAsync();
        await page.Locator(".overlap-row").First.ClickAsync();
        await page.Locator("#details h2").WaitForAsync();
        await page.EvaluateAsync("() => window.sahelmap.interop.setTheme('dark')");
        await Assertions.Expect(page.Locator("#first-picture img")).ToHaveAttributeAsync("src", new Regex("first-dark"));
        await Reader.PictureAsync(page, "without-webgl");
    }

    [Fact]
    public async Task An_answer_that_fails_is_said_in_plain_words_and_comes_when_asked_again()
    {
        await using var server = await ServerProcess.StartAsync(Ct); // what is broken here is broken for nobody else
        await using var reader = await fixture.ReaderAsync();
        await server.PsqlAsync("ALTER TABLE mandate RENAME TO mandate_away", Ct);
        var page = await new Reader(reader.Context, server.Address).BeginAsync();
        await Assertions.Expect(page.Locator(".map-notice")).ToContainTextAsync("could not be loaded");
        await Reader.PictureAsync(page, "answer-failed");
        await server.PsqlAsync("ALTER TABLE mandate_away RENAME TO mandate", Ct);

        await page.Locator(".map-notice button").ClickAsync();
        await page.Locator(".sm-mandate").First.WaitForAsync();
        await page.Locator(".map-notice").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task Right_to_left_the_layout_holds()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync();
        await page.EvaluateAsync("() => { document.documentElement.dir = 'rtl'; }");
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        Assert.True(await page.EvaluateAsync<bool>("() => document.scrollingElement.scrollWidth <= innerWidth"));
        var (panel, map) = ((await page.Locator("#panels").BoundingBoxAsync())!, (await page.Locator("#map").BoundingBoxAsync())!);
        Assert.True(panel.X >= map.X + map.Width - 1, "the panels are on the side where reading begins");
        await Reader.PictureAsync(page, "right-to-left");
    }

    /// <summary>Presses Tab until the focus is there.</summary>
    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 60; i++)
        {
            if (await FocusIsAsync(page, selector)) return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"60 times Tab did not reach {selector}; the focus is at {await page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 200)")}");
    }

    private static Task<IJSHandle> FocusComesAsync(IPage page, string selector) => page.WaitForFunctionAsync("s => document.activeElement?.matches(s) ?? false", selector);

    private static Task<bool> FocusIsAsync(IPage page, string selector) => page.EvaluateAsync<bool>("s => document.activeElement?.matches(s) ?? false", selector);
}

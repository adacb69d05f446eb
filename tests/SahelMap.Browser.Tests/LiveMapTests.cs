using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;
using Xunit;

namespace SahelMap.Browser.Tests;

[Collection("One browser at a time")]
public sealed class LiveMapTests(BrowserFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private const string Incident = """
        INSERT INTO incident (title, type, period, location, deaths_best, actors, synthetic, dataset, source, basis, confidence, verified, entered_by)
        SELECT '{0}', 'ViolenceAgainstCivilians', '[2021-06-01,2021-06-02)', 'SRID=4326;POINT(-1.5 15.5)', 3, '{}', true, 'synthetic', id, 'synthetic', 'low', false, 'a test'
        FROM source LIMIT 1
        """;

    private Task<string> Sql(string sql) => fixture.Server.PsqlAsync(sql, Ct);

    [Fact]
    public async Task A_row_inserted_with_psql_appears_in_the_page_and_in_its_feed_and_a_deleted_one_goes()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync("?panel=feed");
        var (shown, _) = await page.IncidentsAsync();

        await Sql(Incident.Replace("{0}", "Synthetic: seen at once"));
        await page.ShowsIncidentsAsync(shown + 1);
        await Assertions.Expect(page.Locator(".feed li").First).ToContainTextAsync("Synthetic: seen at once");
        await Reader.PictureAsync(page, "desk-feed");

        await Sql("DELETE FROM incident WHERE title = 'Synthetic: seen at once'");
        await page.ShowsIncidentsAsync(shown);
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task A_zone_edited_in_one_page_changes_the_overlap_list_of_another()
    {
        await using var editor = await fixture.ReaderAsync();
        await using var watcher = await fixture.ReaderAsync();
        var zone = await Sql("SELECT id FROM deployment WHERE dataset_key = 'wagner-gossi'");
        var pair = await Sql($"""
            SELECT p.id || '_{zone}' FROM deployment AS p, deployment AS c WHERE c.id = '{zone}' AND p.dataset_key = 'minusma-aor'
            """);

        var list = await watcher.OpenAsync("?panel=overlaps&actor=Wagner&from=2022-05-01&until=2022-05-02");
        var before = await Km2Async(pair);
        var page = await editor.OpenAsync($"?sel=deployment:{zone}");
        await page.Locator("#details .actions button").Nth(1).ClickAsync();
        await page.Locator("#field-rule-km").FillAsync("40");
        await page.Locator("form.edit button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("form.edit")).ToHaveCountAsync(0);

        // MINUSMA's area is Mali, so the shared ground grows with the circle: 40² / 25².
        await list.WaitForFunctionAsync("""
            async ([id, before]) => {
                const all = (await (await fetch(`api/overlaps?geometry=none`)).json()).features;
                const km2 = all.find(f => f.properties.id === id)?.properties.km2;
                return km2 > before * 2.4 && km2 < before * 2.7;
            }
            """, new object[] { pair, before });
        var words = await ShownKm2Async(pair);
        await list.Locator("#overlap-list").FocusAsync();
        await list.Locator($"#overlap-list .overlap-row", new() { HasText = words }).First.WaitForAsync();

        await Sql($"UPDATE deployment SET area_rule = jsonb_set(area_rule, '{{km}}', '25'), area = (SELECT ST_Multi(ST_Buffer(ST_Centroid(area)::geography, 25000)::geometry)), edited_by = NULL WHERE id = '{zone}'");
        Assert.Empty(editor.Complaints);
        Assert.Empty(watcher.Complaints);
    }

    [Fact]
    public async Task The_incidents_inside_a_selected_overlap_are_listed_by_title_and_follow_a_change()
    {
        var pair = await Sql("SELECT p.id || '_' || c.id FROM deployment AS p, deployment AS c WHERE p.dataset_key = 'minusma-aor' AND c.dataset_key = 'wagner-gossi'");
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync($"?sel=overlap:{pair}");
        var row = page.Locator("[data-inside] li", new() { HasText = "Synthetic: inside both" });
        await page.Locator("#details dl.figures").WaitForAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);

        await Sql("""
            INSERT INTO incident (title, type, period, location, deaths_best, side_a, attributed_by, synthetic, dataset, source, basis, confidence, verified, entered_by)
            SELECT 'Synthetic: inside both', 'ViolenceAgainstCivilians', daterange(lower(c.served), lower(c.served), '[]'), ST_PointOnSurface(c.area), 2, 'nobody', 'this test',
                true, 'synthetic', c.source, 'synthetic', 'low', false, 'a test'
            FROM deployment AS c WHERE c.dataset_key = 'wagner-gossi'
            """);
        await Assertions.Expect(row).ToContainTextAsync("2 deaths");
        await Assertions.Expect(row).ToContainTextAsync("Attributed to nobody (attribution: this test)");
        await Sql("UPDATE incident SET title = 'Synthetic: inside both, renamed' WHERE title = 'Synthetic: inside both'");
        await Assertions.Expect(row).ToContainTextAsync("renamed");
        await Sql("DELETE FROM incident WHERE title LIKE 'Synthetic: inside both%'");
        await Assertions.Expect(row).ToHaveCountAsync(0);
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task An_incident_is_entered_in_the_page_deleted_and_brought_back_by_undo()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync();
        var (shown, _) = await page.IncidentsAsync();
        await page.Locator(".bar .menu > button:visible").First.ClickAsync();
        await page.Locator(".menu-list:popover-open [role=menuitem]").First.ClickAsync();

        // Nothing typed: the form says what is missing and keeps what is there.
        await page.Locator("#field-title").FillAsync("Synthetic: entered by hand");
        await page.Locator("form.edit button[type=submit]").ClickAsync();
        await page.Locator("#edit-errors").WaitForAsync();
        Assert.Equal("Synthetic: entered by hand", await page.Locator("#field-title").InputValueAsync());

        await page.Locator("#field-from").FillAsync("2021-05-04");
        await page.Locator("#field-lat").FillAsync("15.25");
        await page.Locator("#field-lon").FillAsync("-1.75");
        await page.Locator("#field-source").FillAsync("A browser test");
        await page.Locator("#field-citation").FillAsync("A browser test of SahelMap; no event");
        await page.Locator("#field-licence").FillAsync("none");
        await page.Locator("form.edit button[type=submit]").ClickAsync();
        await page.ShowsIncidentsAsync(shown + 1);
        Assert.Equal("ML/Mopti|2021-05-05", await Sql("SELECT admin1, upper(period) FROM incident WHERE title = 'Synthetic: entered by hand'"));

        await page.Locator("#details h2", new() { HasText = "Synthetic: entered by hand" }).WaitForAsync();
        await page.Locator("#details .actions button").Nth(1).ClickAsync();
        await page.Locator("form.edit button.danger").ClickAsync();
        await page.Locator("#dialog button", new() { HasText = "Delete" }).ClickAsync();
        await page.ShowsIncidentsAsync(shown);
        await page.Locator(".notice-card button", new() { HasText = "Undo" }).ClickAsync();
        await page.ShowsIncidentsAsync(shown + 1);
        await Sql("DELETE FROM incident WHERE title = 'Synthetic: entered by hand'");
        await page.ShowsIncidentsAsync(shown);
    }

    [Fact]
    public async Task A_page_that_lost_its_server_says_so_and_catches_up_on_its_return()
    {
        await using var server = await ServerProcess.StartAsync(Ct);
        await using var reader = await fixture.ReaderAsync();
        var here = new Reader(reader.Context, server.Address);
        var page = await here.OpenAsync();
        var (shown, _) = await page.IncidentsAsync();

        await server.StopAsync();
        await page.Locator(".pill.reconnecting, .pill.offline").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        Assert.Equal((shown, shown), ((await page.IncidentsAsync()).Shown, shown)); // what is shown stays
        await server.PsqlAsync(Incident.Replace("{0}", "Synthetic: while away"), Ct);
        await server.StartAgainAsync(Ct);

        await page.Locator(".pill.live").WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 120_000 });
        await page.ShowsIncidentsAsync(shown + 1);
    }

    private async Task<double> Km2Async(string pair)
    {
        using var http = new HttpClient { BaseAddress = fixture.Server.Address };
        using var json = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync($"api/overlaps/{pair}?geometry=none", Ct));
        return json.RootElement.GetProperty("properties").GetProperty("km2").GetDouble();
    }

    private async Task<string> ShownKm2Async(string pair) =>
        (await Km2Async(pair)).ToString("N0", System.Globalization.CultureInfo.GetCultureInfo("en-GB")) + "\u00a0km²";
}

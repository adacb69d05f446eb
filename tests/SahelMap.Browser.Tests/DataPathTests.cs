using System.Collections.Concurrent;
using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;
using Xunit;

namespace SahelMap.Browser.Tests;

/// <summary>How the incidents reach the page: whole, from the browser's own store, or summed by the server.</summary>
[Collection("One browser at a time")]
public sealed class DataPathTests(BrowserFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private const string Kept = """
        (spoil) => new Promise((done, fail) => {
            const open = indexedDB.open('sahelmap');
            open.onerror = () => fail(open.error);
            open.onsuccess = () => {
                const transaction = open.result.transaction('incidents', 'readwrite');
                const store = transaction.objectStore('incidents');
                const get = store.get('public');
                get.onsuccess = () => {
                    if (spoil && get.result) { get.result.columns.deaths[0] += 1000; store.put(get.result, 'public'); }
                };
                transaction.oncomplete = () => { open.result.close(); done(get.result ? get.result.keys.length : 0); };
            };
        })
        """;

    [Fact]
    public async Task A_second_visit_fetches_only_what_changed_and_a_damaged_store_is_loaded_anew()
    {
        await using var reader = await fixture.ReaderAsync();
        ConcurrentQueue<string> asked = [];
        reader.Context.Request += (_, r) => { if (r.Url.Contains("incidents.arrow", StringComparison.Ordinal)) asked.Enqueue(r.Url); };
        var first = await reader.OpenAsync();
        var (shown, total) = await first.IncidentsAsync();
        Assert.DoesNotContain("since", Assert.Single(asked), StringComparison.Ordinal);
        await first.ComesTrueAsync($"async n => await ({Kept})(false) === n", total);
        await first.CloseAsync();

        await fixture.Server.PsqlAsync("""
            INSERT INTO incident (title, type, period, location, deaths_best, synthetic, dataset, source, basis, confidence, verified, entered_by)
            SELECT 'Synthetic: while away', 'Battle', '[2021-06-01,2021-06-02)', 'SRID=4326;POINT(-1.5 15.5)', 3, true, 'synthetic', id, 'synthetic', 'low', false, 'a test'
            FROM source LIMIT 1
            """, Ct);
        var id = await fixture.Server.PsqlAsync("SELECT id FROM incident WHERE title = 'Synthetic: while away'", Ct);
        asked.Clear();
        var second = await reader.OpenAsync($"?sel=incident:{id}");
        Assert.Contains("since=", Assert.Single(asked), StringComparison.Ordinal);
        await second.ShowsIncidentsAsync(shown + 1);
        // The address names it by its UUID, the columns by its key: a click finds it and names it so again.
        await second.EvaluateAsync("() => window.sahelmap.idle()");
        await Assertions.Expect(second.Locator("#details")).ToContainTextAsync("Synthetic: while away");
        await second.Keyboard.PressAsync("Escape");
        await second.ClickMapAsync((-1.5, 15.5));
        await second.WaitForURLAsync(url => url.Contains($"sel=incident:{id}", StringComparison.Ordinal));
        await second.CloseAsync();
        // A page that is left may write what it holds: damaged from where none is open.
        var plain = await reader.BeginAsync("health/live");
        await plain.EvaluateAsync($"() => ({Kept})(true)");
        await plain.CloseAsync();

        await fixture.Server.PsqlAsync("DELETE FROM incident WHERE title = 'Synthetic: while away'", Ct);
        asked.Clear();
        var third = await reader.OpenAsync();
        Assert.DoesNotContain("since", Assert.Single(asked), StringComparison.Ordinal);
        await third.ShowsIncidentsAsync(shown);
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task Above_what_a_page_holds_the_server_draws_and_counts_and_the_map_says_so()
    {
        await using var before = await fixture.ReaderAsync();
        var whole = await before.OpenAsync("?type=Battle&from=2020-01-01");
        var expected = await whole.IncidentsAsync();
        await whole.CloseAsync();
        await fixture.Server.StopAsync();
        await fixture.Server.StartAgainAsync(Ct, "--browser-incidents", "50");
        try
        {
            await using var reader = await fixture.ReaderAsync();
            ConcurrentQueue<string> tiles = [];
            reader.Context.Response += (_, r) => { if (r.Url.Contains("/tiles/incidents/", StringComparison.Ordinal)) tiles.Enqueue($"{r.Status} {r.Url}"); };
            var page = await reader.OpenAsync("?type=Battle&from=2020-01-01");

            await Assertions.Expect(page.Locator(".sm-aggregated")).ToBeVisibleAsync();
            await page.ShowsIncidentsAsync(expected.Shown);
            Assert.Equal(expected, await page.IncidentsAsync());
            await page.EvaluateAsync("() => window.sahelmap.idle()");
            Assert.Contains(tiles, t => t.StartsWith("200 ", StringComparison.Ordinal) && t.Contains("type=Battle", StringComparison.Ordinal) && t.Contains("from=2020-01-01", StringComparison.Ordinal));
            await Reader.PictureAsync(page, "desk-aggregated");
            // The refused columns are no fault, but a browser says every 413.
            Assert.All(reader.Complaints, c => Assert.Contains("413", c, StringComparison.Ordinal));
        }
        finally
        {
            await fixture.Server.StopAsync();
            await fixture.Server.StartAgainAsync(Ct);
        }
    }
}

using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;
using Xunit;

namespace SahelMap.Browser.Tests;

[Collection("One browser at a time")]
public sealed class AnalysisTests(BrowserFixture fixture)
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A link to an answer: the north and centre of Mali while MINUSMA was there, without the zones that cover a whole theatre.</summary>
    private const string Link = "panel=analysis&analysis=exposure;regions:ML/Gao,ML/Kidal,ML/Mopti,ML/Tombouctou;days:2014-08-01,2022-12-31"
        + ";pocKinds:Sector,Base,Camp,Headquarters;ctKinds:Sector,Base,Camp,Headquarters;outcome:Incidents";

    private static object Question(string[] regions) => new
    {
        area = new { regions },
        from = "2014-08-01",
        until = "2023-01-01",
        poc = new { kinds = new[] { "Sector", "Base", "Camp", "Headquarters" } },
        ct = new { kinds = new[] { "Sector", "Base", "Camp", "Headquarters" } },
        outcome = "Incidents",
        seed = 1,
    };

    [Fact]
    public async Task Exposure_of_Malis_regions_is_computed_in_the_page_and_its_table_says_what_the_API_says()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync("?lang=en&from=2014-08-01&until=2023-01-01");
        await page.Locator("#tab-analysis").ClickAsync();
        await page.Locator("[data-where=Regions]").CheckAsync(new() { Force = true });
        foreach (var region in new[] { "ML/Gao", "ML/Kidal", "ML/Mopti", "ML/Tombouctou" }) await page.Locator($"[data-code='{region}']").CheckAsync();
        await page.Locator("#analysis-outcome").SelectOptionAsync("Incidents");
        await page.Locator("#analysis-local").ClickAsync();
        await page.Locator("#analysis-first").PressAsync("Enter"); // as the button would
        await page.Locator("#finding").WaitForAsync();

        var answer = await AskAsync(Question(["ML/Gao", "ML/Kidal", "ML/Mopti", "ML/Tombouctou"]));
        foreach (var stratum in answer.GetProperty("strata").EnumerateArray())
        {
            var rate = stratum.GetProperty("rate");
            var cells = await page.Locator($"[data-rate={stratum.GetProperty("stratum").GetString()}] td").AllInnerTextsAsync();
            Assert.Equal(rate.GetProperty("count").GetDouble().ToString("N0", British), cells[0]);
            Shows(rate.GetProperty("km2Days").GetDouble() / 30.4375 / 1000, cells[1]);
            if (rate.GetProperty("perThousandKm2Month") is { ValueKind: JsonValueKind.Number } perMonth) Shows(perMonth.GetDouble(), cells[2]);
            else Assert.Equal("–", cells[2]);
            if (rate.GetProperty("interval") is not { ValueKind: JsonValueKind.Object } interval) continue;
            var shown = cells[3].Split('–');
            Shows(interval.GetProperty("low").GetDouble(), shown[0]);
            Shows(interval.GetProperty("high").GetDouble(), shown[1]);
        }

        await Assertions.Expect(page.Locator(".answer .warning")).ToContainTextAsync("Association is not cause");
        await page.Locator("#plot-rates canvas").First.WaitForAsync();
        await Reader.PictureAsync(page, "desk-exposure");
        Assert.Contains("analysis=exposure;regions:ML/Gao,ML/Kidal,ML/Mopti,ML/Tombouctou;", Uri.UnescapeDataString(page.Url), StringComparison.Ordinal);
        Assert.Empty(reader.Complaints);
        Assert.Empty(reader.Strangers);
    }

    [Fact]
    public async Task A_sample_too_small_to_read_anything_from_says_so_and_draws_no_plot()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync("?lang=en&panel=analysis&analysis=exposure;regions:ML/Kayes;days:2014-08-01,2015-07-31;outcome:PeacekeeperDeaths");
        await page.Locator("#too-thin").WaitForAsync();
        Assert.True(await page.Locator(".caveats [data-caveat]").CountAsync() > 0);
        Assert.Equal(0, await page.Locator("#analysis-result canvas").CountAsync());
        Assert.Equal(4, await page.Locator("[data-rate=Both], [data-rate=PocOnly], [data-rate=CtOnly], [data-rate=Neither]").CountAsync());
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task A_question_that_cannot_be_asked_keeps_what_was_typed_and_names_the_field()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync("?lang=en&panel=analysis");
        await page.Locator("#analysis-first").FillAsync("2020-01-01");
        await page.Locator("#analysis-last").FillAsync("2019-01-01");
        await page.Locator("#analysis-compute").ClickAsync();
        await page.Locator("#analysis-form [role=alert]").WaitForAsync();
        Assert.Equal("1 Jan 2019", await page.Locator("#analysis-last").InputValueAsync());
        await page.Locator("#analysis-last").FillAsync("2020-12-31");
        await page.Locator("#analysis-compute").ClickAsync();
        await page.Locator("#finding").WaitForAsync();
        Assert.Empty(reader.Complaints);
    }

    [Theory]
    [InlineData("?lang=en&theme=light&")]
    [InlineData("?lang=fr&theme=dark&")]
    public async Task A_link_opens_the_answer_in_either_language_and_axe_finds_nothing_serious(string query)
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync(query + Link);
        await page.Locator("#plot-rates canvas").First.WaitForAsync();
        await Assertions.Expect(page.Locator("#finding")).ToContainTextAsync(query.Contains("lang=fr") ? "par 1\u00a0000\u00a0km² et mois" : "per 1,000 km² and month");
        Assert.DoesNotMatch(@"\b(analysis|overlaps|filters|details|edit)\.[a-z][A-Za-z]+", await page.Locator("body").InnerTextAsync());
        Assert.Empty(await page.FlawsAsync());
        await page.Locator("[data-view=arrival]").CheckAsync(new() { Force = true });
        await page.Locator("#analysis-result .button.primary, #analysis-compute").First.ClickAsync();
        await page.Locator("#study-arrival").WaitForAsync();
        Assert.DoesNotMatch(@"\b(analysis|overlaps|filters|details|edit)\.[a-z][A-Za-z]+", await page.Locator("body").InnerTextAsync());
        Assert.Empty(await page.FlawsAsync());
        await Reader.PictureAsync(page, "arrival" + query.Replace("?", "-").Replace("&", "-").Replace("=", "-"));
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task The_CSV_holds_the_unrounded_numbers_and_the_receipt_is_the_answer_as_it_came()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync("?lang=fr&" + Link);
        await page.Locator("#save-csv").WaitForAsync();
        var csv = (await SavedAsync(page, "#save-csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToArray();
        var answer = await AskAsync(Question(["ML/Gao", "ML/Kidal", "ML/Mopti", "ML/Tombouctou"]));
        Assert.All(csv, line => Assert.Equal(csv[0].Length, line.Length));
        foreach (var stratum in answer.GetProperty("strata").EnumerateArray())
        {
            var rate = stratum.GetProperty("rate");
            var line = csv.Single(l => l[0] == stratum.GetProperty("stratum").GetString());
            Assert.Equal(rate.GetProperty("km2Days").GetDouble(), double.Parse(line[Array.IndexOf(csv[0], "km2_days")], CultureInfo.InvariantCulture));
            Assert.Equal(rate.GetProperty("count").GetDouble(), double.Parse(line[Array.IndexOf(csv[0], "count")], CultureInfo.InvariantCulture));
        }

        using var receipt = JsonDocument.Parse(await SavedAsync(page, "#save-receipt"));
        Assert.Equal("sahelmap-receipt-1", receipt.RootElement.GetProperty("receipt").GetString());
        Assert.True(JsonElement.DeepEquals(answer, receipt.RootElement.GetProperty("result")));
    }

    [Fact]
    public async Task An_arrival_leads_to_its_deployment_on_the_map()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync("?lang=en&" + Link.Replace("=exposure;", "=arrival;"));
        await page.Locator("#study-arrival").WaitForAsync();
        var summary = page.Locator("#study-arrival summary");
        if (await summary.CountAsync() > 0) await summary.First.ClickAsync();
        var events = page.Locator("#study-arrival [data-event]");
        var id = await events.First.GetAttributeAsync("data-event");
        await events.First.ClickAsync();
        await page.WaitForFunctionAsync("id => window.sahelmap.state().selection?.id === id", id);
        await page.Locator("#details h2").WaitForAsync();
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task A_drawn_plan_lists_the_deployments_that_PostGIS_finds_there_and_saves_nothing()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync("?lang=en&from=2019-01-01&until=2020-01-01&layers=labels");
        var before = await fixture.Server.PsqlAsync("SELECT count(*) FROM deployment", Ct);
        JsonElement asked = default;
        page.Request += (_, r) => { if (r.Url.EndsWith("/what-if", StringComparison.Ordinal)) asked = JsonDocument.Parse(r.PostData!).RootElement; };
        await page.Locator(".bar .menu > button:visible").First.ClickAsync();
        await page.Locator(".menu-list:popover-open [role=menuitem]").Nth(2).ClickAsync();
        await page.Locator(".draw-bar").WaitForAsync();
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        var map = (await page.Locator("#map").BoundingBoxAsync())!;
        foreach (var (x, y) in new[] { (.35, .35), (.6, .35), (.6, .6), (.35, .6), (.35, .6) }) await page.Mouse.ClickAsync(map.X + map.Width * (float)x, map.Y + map.Height * (float)y);
        await page.Locator("#what-if-overlaps").WaitForAsync();

        var listed = await page.Locator("[data-overlap]").EvaluateAllAsync<string[]>("all => all.map(e => e.dataset.overlap).sort()");
        var found = await fixture.Server.PsqlAsync($"""
            SELECT id FROM deployment, (SELECT ST_SetSRID(ST_GeomFromGeoJSON('{asked.GetProperty("area").GetRawText()}'), 4326) AS plan) AS p
            WHERE served && '[2019-01-01,2020-01-01)' AND ST_Area(ST_Intersection(area, plan)) > 0 ORDER BY id::text
            """, Ct);
        Assert.NotEmpty(listed);
        Assert.Equal(found.Split('\n', StringSplitOptions.TrimEntries), listed);
        Assert.Equal(before, await fixture.Server.PsqlAsync("SELECT count(*) FROM deployment", Ct));
        await Reader.PictureAsync(page, "desk-what-if");

        await page.Locator("#what-if-keep").ClickAsync();
        await page.Locator("form.edit").WaitForAsync();
        await Assertions.Expect(page.Locator("#field-from")).ToHaveValueAsync("1 Jan 2019");
        await Assertions.Expect(page.Locator("form.edit .field [role=status]")).ToHaveTextAsync("4 corners");
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task A_month_chosen_on_the_curve_of_shared_ground_becomes_the_period()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync("?lang=en&panel=overlaps");
        var curve = page.Locator("#ground-curve");
        await curve.FocusAsync();
        await curve.PressAsync("Home");
        for (var year = 0; year < 4; year++) await curve.PressAsync("PageUp");
        await Assertions.Expect(curve).ToHaveAttributeAsync("aria-valuetext", new System.Text.RegularExpressions.Regex("^January 2016: [1-9]"));
        await curve.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => window.sahelmap.state().from === '2016-01-01' && window.sahelmap.state().until === '2016-02-01'");
        await page.Locator("#overlap-order").SelectOptionAsync("km2Days");
        await Assertions.Expect(page.Locator(".overlap-row .measure").First).ToContainTextAsync("km²·days");
        Assert.Empty(await page.FlawsAsync());
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task A_phone_shows_the_answer_and_scrolls_nowhere_sideways()
    {
        await using var reader = await fixture.ReaderAsync(390, 844, touch: true);
        var page = await reader.OpenAsync("?lang=fr&" + Link);
        await page.Locator("#plot-rates canvas").First.WaitForAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => document.scrollingElement.scrollWidth <= innerWidth"));
        Assert.True(await page.Locator("#panel-body").EvaluateAsync<bool>("body => body.scrollWidth <= body.clientWidth"));
        await Reader.PictureAsync(page, "phone-exposure");
        Assert.Empty(reader.Complaints);
    }

    private async Task<JsonElement> AskAsync(object question)
    {
        using var http = new HttpClient { BaseAddress = fixture.Server.Address };
        using var response = await http.PostAsJsonAsync("api/analyses/exposure", question, Ct);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("result");
    }

    /// <summary>The number on the screen is the number, rounded to the decimals that are shown.</summary>
    private static void Shows(double expected, string shown)
    {
        var text = shown.Trim().Replace("\u00a0", "", StringComparison.Ordinal);
        var decimals = text.Contains('.') ? text.Length - text.IndexOf('.') - 1 : 0;
        Assert.Equal(expected.ToString("N" + decimals, British), text);
    }

    private static async Task<string> SavedAsync(IPage page, string button)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(button).ClickAsync());
        return await File.ReadAllTextAsync((await download.PathAsync())!, Ct);
    }
}

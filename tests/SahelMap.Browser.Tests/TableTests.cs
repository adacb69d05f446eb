using System.Text.Json;
using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;
using Xunit;

namespace SahelMap.Browser.Tests;

/// <summary>The map's table twin and the details that it opens.</summary>
[Collection("One browser at a time")]
public sealed class TableTests(BrowserFixture fixture)
{
    [Fact]
    public async Task What_the_map_shows_is_a_table_with_the_same_selection_by_keyboard_alone()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync("?type=ViolenceAgainstCivilians");
        var (shown, _) = await page.IncidentsAsync();
        var grid = page.Locator("#record-grid");

        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(grid).ToBeFocusedAsync();
        await Assertions.Expect(grid).ToHaveAttributeAsync("aria-rowcount", $"{shown + 1}");
        await Assertions.Expect(grid.Locator(".sm-grid-row").First).ToContainTextAsync("Violence against civilians");
        await Assertions.Expect(grid.Locator(".sm-grid-row .sm-waiting")).ToHaveCountAsync(0); // the titles came

        // Up to the headings, along to the deaths, and the greatest first.
        await page.Keyboard.PressAsync("ArrowUp");
        for (var n = 0; n < 6; n++) await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(grid.Locator("[data-column=deaths]")).ToHaveAttributeAsync("aria-sort", "descending");
        await Assertions.Expect(grid.Locator(".sm-grid-row[data-at='0']")).ToContainTextAsync("500");
        await page.Keyboard.PressAsync("Control+End");
        await Assertions.Expect(grid).ToHaveAttributeAsync("aria-activedescendant", $"grid-{shown - 1}-6");
        await page.Keyboard.PressAsync("Control+Home");

        // Enter opens the row; the map and the address have the same selection.
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#details h2")).ToContainTextAsync("Moura");
        await Assertions.Expect(grid.Locator(".sm-grid-row[aria-selected=true]")).ToContainTextAsync("Moura");
        Assert.Contains("sel=incident:", page.Url, StringComparison.Ordinal);
        Assert.Contains("table=incidents", page.Url, StringComparison.Ordinal);
        await page.Locator("[data-around] li").First.WaitForAsync();
        await Reader.PictureAsync(page, "desk-table");

        // What is selected elsewhere is seen in the table: a neighbour in the details.
        await page.Locator("#near-days").SelectOptionAsync("365");
        await page.Locator("#near-km").SelectOptionAsync("200");
        var neighbour = page.Locator("[data-around] .incidents button").First;
        var title = await neighbour.TextContentAsync();
        await neighbour.ClickAsync();
        await Assertions.Expect(page.Locator("#details h2")).ToHaveTextAsync(title!);

        // A zone that held it, then who it is of: each with its own link.
        await page.Locator("[data-around] ul.plain:not(.incidents) button").First.ClickAsync();
        await page.Locator("[data-inside-zone]").WaitForAsync();
        await page.Locator("#details .chip.opens").First.ClickAsync();
        await page.WaitForFunctionAsync("() => window.sahelmap.state().selection?.kind === 'actor'");
        await page.Locator("#details .figures").WaitForAsync();

        // The other tables; the period that the filter leaves counts for them too.
        await page.Locator("#table-tab-incidents").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        var (zones, _) = await page.DeploymentsAsync();
        await Assertions.Expect(grid).ToHaveAttributeAsync("aria-rowcount", $"{zones + 1}");
        await page.Keyboard.PressAsync("ArrowRight");
        var pairs = await fixture.FeaturesAsync("api/overlaps?geometry=none&type=ViolenceAgainstCivilians&from=2012-01-01");
        await Assertions.Expect(grid).ToHaveAttributeAsync("aria-rowcount", $"{pairs + 1}");
        await grid.Locator("[data-column=incidents]").ClickAsync();
        await grid.Locator(".sm-grid-row").First.ClickAsync();
        await page.WaitForFunctionAsync("() => window.sahelmap.state().selection?.kind === 'overlap'");

        // Exactly these rows as a file.
        await page.Locator("#table-tab-incidents").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#table a[href*='incidents.csv']").ClickAsync());
        var lines = File.ReadLines((await download.PathAsync())!).Count(l => l.Contains("ViolenceAgainstCivilians", StringComparison.Ordinal));
        Assert.Equal(shown, lines);
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task On_a_phone_the_table_has_the_whole_page_in_French()
    {
        await using var reader = await fixture.ReaderAsync(390, 844, "fr-FR", touch: true);
        var page = await reader.OpenAsync("?table=deployments&panel=filters");

        await page.Locator("#record-grid .sm-grid-row").First.WaitForAsync();
        var sheet = (await page.Locator("#table").BoundingBoxAsync())!;
        Assert.True(sheet is { Width: >= 389, Height: > 780 }, JsonSerializer.Serialize(sheet));
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        await Reader.PictureAsync(page, "phone-table");
        await page.Locator("#record-grid .sm-grid-row").First.TapAsync();
        await page.Locator("#details h2").WaitForAsync();
        await page.Locator("#details > .close").TapAsync();
        await page.Locator("#table .close").TapAsync();
        await Assertions.Expect(page.Locator("#table")).ToHaveCountAsync(0);
        Assert.Empty(reader.Complaints);
    }
}

using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;
using Xunit;

namespace SahelMap.Browser.Tests;

/// <summary>The search box, by keyboard and by hand, on the desk and on the phone.</summary>
[Collection("One browser at a time")]
public sealed class SearchTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Places_actors_incidents_and_positions_are_found_while_one_types_and_words_filter()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync();
        var box = page.GetByRole(AriaRole.Combobox, new() { NameRegex = new Regex("Place, actor") });
        var options = page.Locator("#search-list [role=option]");
        var (all, _) = await page.IncidentsAsync();

        // A place, accents apart, by keyboard: the map goes there and marks it.
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(box).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("menaka");
        await Assertions.Expect(options.First).ToContainTextAsync("Ménaka");
        await Assertions.Expect(page.Locator("#search-list mark").First).ToHaveTextAsync("Ménaka");
        await Reader.PictureAsync(page, "desk-search");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-activedescendant", "search-0");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".sm-pin")).ToHaveTextAsync("Ménaka");
        await page.WaitForFunctionAsync("() => Math.abs(window.sahelmap.state().lon - 2.4) < 0.1 && window.sahelmap.state().zoom > 8");
        await Assertions.Expect(page.Locator("#search-list")).ToHaveCountAsync(0);

        // A position.
        await box.FillAsync("16.27, -0.04");
        await options.First.ClickAsync();
        await page.WaitForFunctionAsync("() => Math.abs(window.sahelmap.state().lon + 0.04) < 0.01");

        // An incident is selected; Escape closes the list first.
        await box.FillAsync("ogossagou");
        var incident = options.Filter(new() { HasText = "Ogossagou" }).Filter(new() { HasText = "157" });
        await incident.ClickAsync();
        await Assertions.Expect(page.Locator("#details h2")).ToHaveTextAsync("Ogossagou");
        await box.FillAsync("mou");
        await options.First.WaitForAsync();
        await box.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#search-list")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#details h2")).ToHaveTextAsync("Ogossagou");

        // Words become the filter by choice, and an emptied box lifts it.
        await box.FillAsync("ogossagou");
        await options.Last.WaitForAsync();
        await box.PressAsync("Enter");
        await page.WaitForFunctionAsync("n => window.sahelmap.counts().incidents.shown > 0 && window.sahelmap.counts().incidents.shown < n", all);
        Assert.Equal("\"ogossagou\"", await page.StateAsync("q"));
        await Assertions.Expect(box).ToHaveValueAsync("ogossagou");
        await box.FillAsync("");
        await box.PressAsync("Enter");
        await page.ShowsIncidentsAsync(all);

        // An actor by another of its names: the filter and its details.
        await box.FillAsync("serval");
        await options.First.ClickAsync();
        Assert.Equal("[\"FrenchForces\"]", await page.StateAsync("actors"));
        await Assertions.Expect(page.Locator("#details h2")).ToContainTextAsync("French forces");
        await Reader.PictureAsync(page, "desk-actor");

        // Nothing: what was searched, what can be typed, and what may have been meant.
        await box.FillAsync("Bamakoo");
        await Assertions.Expect(page.Locator(".search-none").First).ToContainTextAsync("Bamakoo");
        await page.GetByText("Did you mean “Bamako”?").ClickAsync();
        await Assertions.Expect(options.First).ToContainTextAsync("Bamako");
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task On_a_phone_the_search_opens_over_the_whole_bar()
    {
        await using var reader = await fixture.ReaderAsync(390, 844, "fr-FR", touch: true);
        var page = await reader.OpenAsync();

        await page.Locator("#search").TapAsync();
        var box = (await page.Locator("#search").BoundingBoxAsync())!;
        Assert.True(box.Width > 280, $"{box.Width} px");
        await page.Locator("#search").FillAsync("tombouctou");
        await page.Locator("#search-list [role=option]").First.WaitForAsync();
        await Reader.PictureAsync(page, "phone-search");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
        await page.Locator("#search-list [role=option]").First.TapAsync();
        await Assertions.Expect(page.Locator(".search.open")).ToHaveCountAsync(0);
        Assert.Empty(reader.Complaints);
    }
}

using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;
using Xunit;

namespace SahelMap.Browser.Tests;

/// <summary>What a reader is told where a line breaks or a browser is full, and that nothing is lost by it.</summary>
public sealed class TroubleTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Half_an_answer_is_said_never_shown_as_whole_and_asked_for_until_it_comes()
    {
        using var line = new BadLine(fixture.Server.Address, "/api/incidents.arrow", after: 1500);
        await using var reader = await fixture.ReaderAsync(at: line.Address);
        var page = await reader.BeginAsync();
        await Assertions.Expect(page.Locator(".map-notice[role=alert]")).ToContainTextAsync("could not be loaded");
        await Assertions.Expect(page.Locator(".map-notice[role=alert]")).ToContainTextAsync("The page goes on trying");
        Assert.True(line.Broken > 0);
        Assert.False(await page.EvaluateAsync<bool>("() => window.sahelmap.progress().done"));
        await Assertions.Expect(page.Locator(".shown")).ToContainTextAsync("The incidents are not here yet.");
        await Assertions.Expect(page.Locator(".shown")).Not.ToContainTextAsync("deaths"); // none would be a lie
        await Reader.PictureAsync(page, "half-an-answer");

        line.Breaks = false;
        await page.ShowsIncidentsAsync(await fixture.FeaturesAsync("api/incidents?limit=1000"));
        await Assertions.Expect(page.Locator(".map-notice")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Where_the_code_of_the_map_does_not_come_the_data_stand_still_and_it_comes_when_asked_again()
    {
        await using var reader = await fixture.ReaderAsync();
        await reader.Context.RouteAsync("**/map/map.*.js*", route => route.AbortAsync());
        var page = await reader.BeginAsync();
        await page.WaitForFunctionAsync("() => performance.getEntriesByName('sahelmap:data').length");
        await page.Mouse.MoveAsync(1, 1);
        await Assertions.Expect(page.Locator(".map-notice[role=alert]")).ToContainTextAsync("could not be loaded");
        await page.Locator("[data-actor=Wagner]").WaitForAsync();
        Assert.Equal(1, await page.Locator(".sm-still").CountAsync());
        await page.ShowsIncidentsAsync(await fixture.FeaturesAsync("api/incidents?limit=1000"));
        await Reader.PictureAsync(page, "without-the-map");

        await reader.Context.UnrouteAsync("**/map/map.*.js*");
        await page.Locator(".map-notice button").ClickAsync();
        await page.Locator(".maplibregl-canvas").WaitForAsync();
        await Assertions.Expect(page.Locator(".map-notice, .sm-still")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_browser_without_room_shows_everything_and_says_that_it_keeps_nothing()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.BeginAsync("health/live");
        var storage = await reader.Context.NewCDPSessionAsync(page);
        await storage.SendAsync("Storage.overrideQuotaForOrigin", new() { ["origin"] = fixture.Server.Address.GetLeftPart(UriPartial.Authority), ["quotaSize"] = 1 });
        await page.GotoAsync(fixture.Server.Address.ToString());
        await Assertions.Expect(page.Locator(".map-notice")).ToContainTextAsync("no room to keep the incidents");
        await page.ShowsIncidentsAsync(await fixture.FeaturesAsync("api/incidents?limit=1000"));
        await Reader.PictureAsync(page, "storage-full");
    }
}

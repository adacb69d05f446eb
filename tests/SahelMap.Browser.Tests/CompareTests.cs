using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;
using Xunit;

namespace SahelMap.Browser.Tests;

[Collection("One browser at a time")]
public sealed class CompareTests(BrowserFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_periods_stand_side_by_side_with_their_counts_and_the_line_moves_by_keys_and_pointer()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync("?lang=en&from=2019-01-01&until=2020-01-01");
        await page.Keyboard.PressAsync("c");
        await page.WaitForFunctionAsync("() => window.sahelmap.counts().compare");
        await page.WaitForURLAsync(new Regex(@"compare=2018-01-01\.\.2019-01-01"));
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        Assert.Equal(2, await page.Locator("#map canvas.maplibregl-canvas").CountAsync());

        // Each side counts what the database counts in its days.
        foreach (var (side, days) in new[] { ("A", "[2019-01-01,2020-01-01)"), ("B", "[2018-01-01,2019-01-01)") })
        {
            var incidents = await fixture.Server.PsqlAsync($"SELECT count(*) FROM find_incidents(period => '{days}')", Ct);
            var zones = await fixture.Server.PsqlAsync($"SELECT count(*) FROM find_deployments(period => '{days}')", Ct);
            await Assertions.Expect(page.Locator($".compare-bar [data-period={side}] [data-figure='compare.incidents']")).ToHaveTextAsync(incidents);
            await Assertions.Expect(page.Locator($".compare-bar [data-period={side}] [data-figure='compare.deployments']")).ToHaveTextAsync(zones);
        }
        await Assertions.Expect(page.Locator(".compare-bar [data-period=difference] [data-figure='compare.incidents']")).ToContainTextAsync(new Regex("^(\\d+ (more|fewer)( \\([+−][\\d.]+ %\\))?|as many)"));
        await Assertions.Expect(page.Locator(".sm-side-a")).ToHaveTextAsync("AJan – Dec 2019");
        await Assertions.Expect(page.Locator(".sm-side-b")).ToHaveTextAsync("BJan – Dec 2018");

        // The line moves by keys and by pointer.
        var divider = page.GetByRole(AriaRole.Slider, new() { Name = "Line between the two periods" });
        await divider.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Assertions.Expect(divider).ToHaveAttributeAsync("aria-valuenow", "2");
        await page.Keyboard.PressAsync("PageUp");
        await Assertions.Expect(divider).ToHaveAttributeAsync("aria-valuetext", "12 % of the width shows January – December 2019, 88 % shows January – December 2018");
        var map = (await page.Locator("#map").BoundingBoxAsync())!;
        var bar = (await page.Locator(".compare-bar").BoundingBoxAsync())!;
        Assert.InRange(bar.Y + bar.Height, map.Y - 1, map.Y + 1); // the bar takes its room from the map and lies over nothing
        var at = (await divider.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(at.X + at.Width / 2, at.Y + at.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(map.X + map.Width * .4f, at.Y + 40, new() { Steps = 3 });
        await page.Mouse.UpAsync();
        await Assertions.Expect(divider).ToHaveAttributeAsync("aria-valuenow", "40");
        Assert.Empty(reader.Complaints);
        Assert.Empty(reader.Strangers);
    }

    [Fact]
    public async Task A_link_to_a_comparison_opens_on_a_phone_where_the_line_follows_the_finger()
    {
        await using var reader = await fixture.ReaderAsync(390, 844, touch: true);
        var page = await reader.OpenAsync("?lang=fr&from=2022-01-01&until=2023-01-01&compare=2021-01-01..2022-01-01");
        await page.Locator(".compare-bar [data-period=B] td").First.WaitForAsync();
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        var (map, bar) = ((await page.Locator("#map").BoundingBoxAsync())!, (await page.Locator(".compare-bar").BoundingBoxAsync())!);
        Assert.InRange(map.Y, bar.Y + bar.Height - 1, bar.Y + bar.Height + 1);
        Assert.True(map.Height > 200, $"The map is {map.Height} px high.");
        Assert.True(await page.EvaluateAsync<bool>("() => document.scrollingElement.scrollWidth <= innerWidth"));
        var divider = page.Locator(".sm-divider");
        var at = (await divider.BoundingBoxAsync())!;
        Assert.True(at.Width >= 24);
        var touch = await page.Context.NewCDPSessionAsync(page);
        async Task TouchAsync(string type, double? x) => await touch.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type,
            ["touchPoints"] = x is { } px ? new[] { new Dictionary<string, object> { ["x"] = px, ["y"] = at.Y + at.Height / 2 } } : [],
        });
        await TouchAsync("touchStart", at.X + at.Width / 2);
        await TouchAsync("touchMove", at.X + at.Width / 2 - 30);
        await TouchAsync("touchMove", 390 * .25);
        await TouchAsync("touchEnd", null);
        await Assertions.Expect(divider).ToHaveAttributeAsync("aria-valuenow", "25");
        await Reader.PictureAsync(page, "phone-compare");
        await NothingSeriousAsync(page);
        Assert.Empty(reader.Complaints);
    }

    private static async Task NothingSeriousAsync(IPage page) => Assert.Empty((await page.RunAxe()).Violations
        .Where(v => v.Impact is "serious" or "critical")
        .Select(v => $"{v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
}

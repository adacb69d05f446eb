using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;
using Xunit;

namespace SahelMap.Browser.Tests;

[Collection("One browser at a time")]
public sealed class CompareTests(BrowserFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_periods_stand_side_by_side_with_their_counts_and_closing_leaves_the_first()
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
        await Assertions.Expect(page.Locator(".compare-bar [data-period=difference] [data-figure='compare.incidents'] .in-words")).ToHaveTextAsync(new Regex("^(\\d+ (more|fewer)( \\([+−][\\d.]+ %\\))?|as many)$"));
        await Assertions.Expect(page.Locator(".sm-side-a")).ToHaveTextAsync("AJan – Dec 2019");
        await Assertions.Expect(page.Locator(".sm-side-b")).ToHaveTextAsync("BJan – Dec 2018");

        // The line moves by keys and by pointer, and what is clicked beyond it is the second period's.
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
        await page.EvaluateAsync("() => window.sahelmap.idle()");
        var hit = await page.EvaluateAsync<string>("""
            ([width, height]) => {
              for (let x = width * .85; x > width * .45; x -= 24) // left of the map's buttons
                for (let y = 60; y < height - 60; y += 24) {
                  const [first] = window.sahelmap.featuresAt(x, y);
                  if (first) return [x, y, first.id].join();
                }
              return '';
            }
            """, new double[] { map.Width, map.Height });
        var found = hit.Split(',');
        await page.Mouse.ClickAsync(map.X + float.Parse(found[0], System.Globalization.CultureInfo.InvariantCulture), map.Y + float.Parse(found[1], System.Globalization.CultureInfo.InvariantCulture));
        await page.WaitForFunctionAsync("id => window.sahelmap.state().selection?.id === id", found[2]);
        await page.Locator("#details h2").WaitForAsync();
        await Reader.PictureAsync(page, "desk-compare");
        Assert.Empty(await page.FlawsAsync());

        // Other periods: typed, wrong, before and after a mandate, swapped.
        await page.Locator("#compare-last").FillAsync("2017-06-30");
        await page.Locator("#compare-last").PressAsync("Enter");
        await page.Locator(".compare-bar [role=alert]").WaitForAsync();
        await page.Locator("#compare-last").FillAsync("30 June 2018");
        await page.Locator("#compare-last").PressAsync("Enter");
        await page.WaitForURLAsync(new Regex(@"compare=2018-01-01\.\.2018-07-01"));
        await Assertions.Expect(page.Locator(".compare-note")).ToContainTextAsync("365 days and 181 days");
        await page.Locator("#compare-preset").SelectOptionAsync(await page.Locator("#compare-preset optgroup option").First.GetAttributeAsync("value") ?? "");
        await page.WaitForFunctionAsync("() => window.sahelmap.state().until === window.sahelmap.state().compare?.from");
        var (a, b) = (await page.StateAsync("from"), await page.StateAsync("compare"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Swap A and B" }).ClickAsync();
        await page.WaitForFunctionAsync("from => JSON.stringify(window.sahelmap.state().compare.from) === from", a);
        var until = await page.StateAsync("until");

        await page.Keyboard.PressAsync("Escape"); // first what is selected
        await Assertions.Expect(page.Locator("#details")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".compare-bar")).ToHaveCountAsync(0);
        await page.WaitForFunctionAsync("() => !window.sahelmap.state().compare");
        Assert.Equal(1, await page.Locator("#map canvas.maplibregl-canvas").CountAsync());
        Assert.Equal(until, await page.StateAsync("until"));
        Assert.Contains((await page.StateAsync("from")).Trim('"'), b, StringComparison.Ordinal);
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
        Assert.Empty(await page.FlawsAsync());
        Assert.Empty(reader.Complaints);
    }
}

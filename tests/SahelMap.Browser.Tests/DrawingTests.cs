using System.Text.Json;
using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;
using Xunit;

namespace SahelMap.Browser.Tests;

[Collection("One browser at a time")]
public sealed class DrawingTests(BrowserFixture fixture)
{
    /// <summary>A zone around the Niger's bend, well inside Mali.</summary>
    private static readonly (double Lon, double Lat)[] Zone = [(-3, 17), (0, 17), (0, 15), (-3, 15)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_zone_drawn_and_ended_with_Enter_is_saved_where_it_was_clicked_and_its_overlaps_are_listed()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync("?panel=overlaps&actor=Wagner&from=2022-02-01&until=2022-02-02");
        await page.BeginDrawingAsync();
        foreach (var corner in Zone) await page.ClickMapAsync(corner);
        await page.Keyboard.PressAsync("Enter");
        await ShowsCornersAsync(page, 4);
        await page.Keyboard.PressAsync("Enter"); // it is right as it is
        await Assertions.Expect(page.Locator(".draw-bar")).ToHaveCountAsync(0);

        var id = await SaveAsync(page, "Drawn by a test, with Enter");
        IsTheZone(await CornersAsync(id));
        var aor = await fixture.Server.PsqlAsync("SELECT id FROM deployment WHERE dataset_key = 'minusma-aor'", Ct);
        await page.Locator($"#overlap-{aor}_{id}").WaitForAsync();
        await ForgetAsync(id);
        await Assertions.Expect(page.Locator($"#overlap-{aor}_{id}")).ToHaveCountAsync(0);
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task Done_closes_an_outline_that_is_open_and_the_pointers_way_to_the_button_is_no_corner()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync();
        await page.BeginDrawingAsync();
        foreach (var corner in Zone) await page.ClickMapAsync(corner);
        await page.Locator(".draw-bar .primary").ClickAsync();
        await ShowsCornersAsync(page, 4);
        var id = await SaveAsync(page, "Drawn by a test, with Done");
        IsTheZone(await CornersAsync(id));
        await ForgetAsync(id);
    }

    [Fact]
    public async Task Saving_takes_an_outline_that_is_open()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync();
        await page.BeginDrawingAsync();
        foreach (var corner in Zone) await page.ClickMapAsync(corner);
        var id = await SaveAsync(page, "Drawn by a test, and saved at once");
        IsTheZone(await CornersAsync(id));
        await ForgetAsync(id);
    }

    [Theory]
    [InlineData("a double click")]
    [InlineData("a click on the last corner")]
    public async Task An_outline_is_closed_by(string way)
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync();
        var zoom = await page.StateAsync("zoom");
        await page.BeginDrawingAsync();
        foreach (var corner in Zone[..3]) await page.ClickMapAsync(corner);
        await page.ClickMapAsync(Zone[3], times: way == "a double click" ? 2 : 1);
        if (way == "a click on the last corner") await page.ClickMapAsync(Zone[3]);
        await ShowsCornersAsync(page, 4);
        Assert.Equal(zoom, await page.StateAsync("zoom"));
        Assert.Equal("null", await page.StateAsync("selection"));
    }

    [Fact]
    public async Task Escape_drops_the_outline_first_and_then_gives_up_and_the_form_stays()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync();
        await page.BeginDrawingAsync();
        foreach (var corner in Zone) await page.ClickMapAsync(corner);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".draw-bar .primary")).ToBeVisibleAsync();

        foreach (var corner in Zone[..3]) await page.ClickMapAsync(corner); // begun anew: the four are gone
        await page.Keyboard.PressAsync("Enter");
        await ShowsCornersAsync(page, 3);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".draw-bar")).ToHaveCountAsync(0);
        await Assertions.Expect(Status(page)).ToHaveTextAsync("Nothing drawn yet.");
        await Assertions.Expect(page.Locator("form.edit")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Ctrl_Z_takes_back_a_corner_and_then_the_closing()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync();
        await page.BeginDrawingAsync();
        foreach (var corner in Zone) await page.ClickMapAsync(corner);
        await page.Keyboard.PressAsync("Control+z");
        await page.Keyboard.PressAsync("Enter");
        await ShowsCornersAsync(page, 3);
        await page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(Status(page)).ToHaveTextAsync("Nothing drawn yet.");
        await page.Keyboard.PressAsync("Control+Shift+z");
        await ShowsCornersAsync(page, 3);
    }

    [Fact]
    public async Task Nobody_is_told_to_draw_before_the_tools_have_come()
    {
        await using var reader = await fixture.ReaderAsync();
        var arrive = new TaskCompletionSource();
        await reader.Context.RouteAsync("**/map/drawing*.js", async r =>
        {
            await arrive.Task;
            await r.ContinueAsync();
        });
        var page = await reader.OpenAsync();
        await page.OpenDeploymentFormAsync();
        await page.Locator("#field-geometry").ClickAsync();
        await Assertions.Expect(page.Locator(".draw-bar")).ToContainTextAsync("Fetching the drawing tools");
        await Assertions.Expect(page.Locator(".draw-bar .primary")).ToHaveCountAsync(0);
        await page.ClickMapAsync(Zone[0]);
        Assert.Equal("null", await page.StateAsync("selection")); // a click that came too early selects nothing either

        arrive.SetResult();
        await page.Locator(".draw-bar .primary").WaitForAsync();
        foreach (var corner in Zone) await page.ClickMapAsync(corner);
        await page.Keyboard.PressAsync("Enter");
        await ShowsCornersAsync(page, 4);
    }

    [Fact]
    public async Task On_a_phone_a_zone_is_drawn_by_tapping()
    {
        await using var reader = await fixture.ReaderAsync(390, 844, touch: true);
        var page = await reader.OpenAsync();
        await page.BeginDrawingAsync();
        foreach (var corner in Zone) await page.TapMapAsync(corner);
        await Reader.PictureAsync(page, "phone-drawing");
        await page.Locator(".draw-bar .primary").TapAsync();
        await ShowsCornersAsync(page, 4);
        var id = await SaveAsync(page, "Drawn by a test, by tapping");
        IsTheZone(await CornersAsync(id));
        await ForgetAsync(id);
        Assert.Empty(reader.Complaints);
    }

    private static ILocator Status(IPage page) => page.Locator("form.edit .field [role=status]");

    private static Task ShowsCornersAsync(IPage page, int corners) => Assertions.Expect(Status(page)).ToHaveTextAsync($"{corners} corners");

    /// <summary>Fills in what else a deployment needs, and saves it. Returns its id.</summary>
    private static async Task<string> SaveAsync(IPage page, string name)
    {
        await page.Locator("#field-actor").SelectOptionAsync("Wagner");
        await page.Locator("#field-name").FillAsync(name);
        await page.Locator("#field-from").FillAsync("2022-01-01");
        await page.Locator("#field-last").FillAsync("2022-03-31");
        await page.Locator("#field-source").FillAsync("A browser test");
        await page.Locator("#field-citation").FillAsync("A browser test of SahelMap; no deployment");
        await page.Locator("#field-licence").FillAsync("none");
        await page.Locator("form.edit button[type=submit]").ClickAsync();
        await page.Locator("#details h2", new() { HasText = name }).WaitForAsync();
        return await page.EvaluateAsync<string>("() => window.sahelmap.state().selection.id");
    }

    private async Task<IReadOnlyList<(double Lon, double Lat)>> CornersAsync(string id)
    {
        using var http = new HttpClient { BaseAddress = fixture.Server.Address };
        using var json = JsonDocument.Parse(await http.GetStringAsync($"api/deployments/{id}", Ct));
        var polygon = Assert.Single(json.RootElement.GetProperty("geometry").GetProperty("coordinates").EnumerateArray());
        var ring = Assert.Single(polygon.EnumerateArray());
        return [.. ring.EnumerateArray().Skip(1).Select(at => (at[0].GetDouble(), at[1].GetDouble()))];
    }

    /// <summary>In whichever order and direction the ring goes; a pixel is some 0.04° here.</summary>
    private static void IsTheZone(IReadOnlyList<(double Lon, double Lat)> corners)
    {
        Assert.Equal(Zone.Length, corners.Count);
        Assert.All(Zone, z => Assert.Contains(corners, c => Math.Abs(c.Lon - z.Lon) < 0.06 && Math.Abs(c.Lat - z.Lat) < 0.06));
    }

    private Task<string> ForgetAsync(string id) => fixture.Server.PsqlAsync($"DELETE FROM deployment WHERE id = '{id}'", Ct);
}

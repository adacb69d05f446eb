using System.Text.Json;
using Microsoft.Playwright;

namespace SahelMap.Browser.Tests.Support;

/// <summary>What a hand does on the map and in the form beside it.</summary>
public static class MapHand
{
    public static async Task OpenDeploymentFormAsync(this IPage page)
    {
        await page.Locator(".bar .menu > button:visible").First.ClickAsync();
        await page.Locator(".menu-list:popover-open [role=menuitem]").Nth(1).ClickAsync();
        await page.Locator("#field-geometry").WaitForAsync();
    }

    /// <summary>Opens a new deployment's form and presses Draw; returns when the page invites to draw.</summary>
    public static async Task BeginDrawingAsync(this IPage page)
    {
        await page.OpenDeploymentFormAsync();
        await page.Locator("#field-geometry").ClickAsync();
        await page.Locator(".draw-bar .primary").WaitForAsync();
    }

    public static async Task ClickMapAsync(this IPage page, (double Lon, double Lat) place, int times = 1)
    {
        var (x, y) = await page.PixelAsync(place);
        await page.Mouse.ClickAsync(x, y, new() { ClickCount = times });
    }

    public static async Task TapMapAsync(this IPage page, (double Lon, double Lat) place)
    {
        var (x, y) = await page.PixelAsync(place);
        await page.Touchscreen.TapAsync(x, y);
    }

    private static async Task<(float X, float Y)> PixelAsync(this IPage page, (double Lon, double Lat) place)
    {
        var at = await page.EvaluateAsync<JsonElement>("([lon, lat]) => window.sahelmap.project(lon, lat)", new[] { place.Lon, place.Lat });
        var map = (await page.Locator("#map").BoundingBoxAsync())!;
        return (map.X + at.GetProperty("x").GetSingle(), map.Y + at.GetProperty("y").GetSingle());
    }
}

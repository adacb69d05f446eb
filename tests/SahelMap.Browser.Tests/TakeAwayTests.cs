using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SahelMap.Browser.Tests.Support;
using Xunit;

namespace SahelMap.Browser.Tests;

/// <summary>What leaves the page: a picture, a page of paper, a link.</summary>
[Collection("One browser at a time")]
public sealed partial class TakeAwayTests(BrowserFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_is_as_large_as_chosen_and_shows_the_map_and_what_it_needs_to_be_read()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync("?lang=en&theme=dark&from=2022-01-01&until=2023-01-01&actor=Wagner,MINUSMA");
        await page.Locator(".bar .menu > button:visible", new() { HasText = "Export" }).ClickAsync();
        await page.Locator(".menu-list:popover-open [role=menuitem]", new() { HasText = "Save picture…" }).ClickAsync();
        await page.Locator("input[name=picture-size][value=hd]").CheckAsync();
        await page.Locator("input[name=picture-theme][value=light]").CheckAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#dialog-go").ClickAsync());
        Assert.Matches(@"^sahelmap-\d{4}-\d{2}-\d{2}\.png$", download.SuggestedFilename);
        var png = await File.ReadAllBytesAsync((await download.PathAsync())!, Ct);
        Assert.Equal((1920, 1080), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        await download.SaveAsAsync(Path.Combine(Environment.GetEnvironmentVariable("SAHELMAP_PICTURES") ?? Path.GetTempPath(), "saved-picture.png"));

        // A light sheet with ink on it; in the middle land, and hatching and edges over it: no empty WebGL canvas.
        var colours = await page.EvaluateAsync<int[]>("""
            async base64 => {
              const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), c => c.charCodeAt(0))]));
              const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
              const context = canvas.getContext('2d');
              context.drawImage(image, 0, 0);
              const kinds = (x, y, w, h) => {
                const { data } = context.getImageData(x, y, w, h);
                const seen = new Set();
                for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
                return seen.size;
              };
              return [context.getImageData(3, 3, 1, 1).data[0], kinds(200, 300, 900, 500), kinds(20, 20, 900, 40), kinds(1620, 160, 280, 300)];
            }
            """, Convert.ToBase64String(png));
        Assert.Equal(255, colours[0]);
        Assert.All(colours[1..], n => Assert.True(n > 10, $"Only {n} colours in a part of the picture that must show something."));
        Assert.Empty(await page.Locator(".sm-stage").AllAsync());
        Assert.Equal(1, await page.Locator("canvas.maplibregl-canvas").CountAsync());
        Assert.Empty(reader.Complaints);
        Assert.Empty(reader.Strangers);
    }

    [Fact]
    public async Task Print_is_one_page_with_everything_in_words_and_its_short_link_opens_the_same_view()
    {
        await using var reader = await fixture.ReaderAsync();
        var page = await reader.OpenAsync("?lang=fr&theme=dark&from=2022-01-01&until=2023-01-01&type=ViolenceAgainstCivilians&minDeaths=2&view=-2,15.5,5.8");
        await page.EvaluateAsync("() => { window.print = () => { window.printed = document.getElementById('print-sheet').innerText; }; }");
        await page.Keyboard.PressAsync("Control+p");
        await page.WaitForFunctionAsync("() => window.printed", null, new() { Timeout = 120_000 });
        var words = (await page.EvaluateAsync<string>("() => window.printed")).Replace('\u00a0', ' ');
        foreach (var part in new[] { "janvier – décembre 2022 : ", " incidents recensés", "Filtre : types : violence contre les civils · au moins 2 morts", "GeoNames (CC BY 4.0)", "Établi avec SahelMap le ", "vide : lieu imprécis" })
            Assert.Contains(part, words, StringComparison.OrdinalIgnoreCase);
        var link = ShortLink().Match(words).Value;
        Assert.NotEmpty(link);

        // The page prepared for paper; and, where the browser prints without asking, the map as it stands.
        foreach (var across in new[] { true, false })
        {
            var pdf = Encoding.Latin1.GetString(await page.PdfAsync(new() { Format = "A4", Landscape = across, PreferCSSPageSize = false }));
            Assert.Single(PdfPage().Matches(pdf));
            Assert.Contains("/Subtype /Image", pdf, StringComparison.Ordinal);
            Assert.Equal(0, await page.Locator("#print-sheet").CountAsync());
        }
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");
        await Assertions.Expect(page.Locator("#print-sheet h1")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#panels")).ToBeHiddenAsync();
        await Reader.PictureAsync(page, "paper");
        await page.EvaluateAsync("() => dispatchEvent(new Event('afterprint'))");
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        var other = await reader.BeginAsync(new Uri(link).PathAndQuery);
        await other.WaitForFunctionAsync("() => !!window.sahelmap");
        foreach (var member in new[] { "from", "until", "types", "minDeaths", "lang", "lon", "zoom" }) Assert.Equal(await page.StateAsync(member), await other.StateAsync(member));
        await other.CloseAsync();

        await reader.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Partager" }).ClickAsync();
        await page.GetByText("Lien court copié").WaitForAsync();
        Assert.Equal(link, await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        Assert.Empty(reader.Complaints);

        await page.RouteAsync("**/api/links", route => route.AbortAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Partager" }).ClickAsync();
        await page.GetByText("l’adresse entière").WaitForAsync();
        Assert.Equal(page.Url, await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
    }

    [GeneratedRegex(@"http://\S+/s/[0-9a-z]{10,}")]
    private static partial Regex ShortLink();

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex PdfPage();
}

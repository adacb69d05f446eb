using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(SahelMap.Browser.Tests.Support.BrowserFixture))]

namespace SahelMap.Browser.Tests.Support;

/// <summary>One published server with the shipped data and one Chromium for all browser tests; a context of its own for each.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public ServerProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        Server = await ServerProcess.StartAsync(patience.Token);
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Reader.PatienceMs);
        browser = await Chromium.LaunchAsync(playwright);
    }

    /// <summary>A reader's own browser, of a small laptop's size: each pixel is drawn by a processor here. What the page complains of, and what it asks of other hosts, is kept.</summary>
    public async Task<Reader> ReaderAsync(int width = 1200, int height = 750, string locale = "en-GB", bool touch = false, Uri? at = null)
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            Locale = locale,
            HasTouch = touch,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Reader.PatienceMs);
        return new Reader(context, at ?? Server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (Server is not null) await Server.DisposeAsync();
    }
}

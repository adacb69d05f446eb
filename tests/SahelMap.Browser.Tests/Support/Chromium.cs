using Microsoft.Playwright;

namespace SahelMap.Browser.Tests.Support;

/// <summary>Debian's Chromium, drawing WebGL in software.</summary>
public static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public static string Path => Places.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException("No Chromium here. ./sahelmap test installs it.");

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, params string[] more) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Path,
        Args =
        [
            "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic", .. more,
        ],
    });
}

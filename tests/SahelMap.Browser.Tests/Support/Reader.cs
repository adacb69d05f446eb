using System.Collections.Concurrent;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace SahelMap.Browser.Tests.Support;

/// <summary>A person at the page.</summary>
public sealed class Reader(IBrowserContext context, Uri server) : IAsyncDisposable
{
    /// <summary>How long anything is waited for: two browsers, which draw in software, share two cores here.</summary>
    public const int PatienceMs = 150_000;

    public IBrowserContext Context => context;
    public ConcurrentQueue<string> Complaints { get; } = [];
    public ConcurrentQueue<string> Strangers { get; } = [];

    /// <summary>Opens the page, reaches for it, and waits until the map is drawn, .NET is up and the map is live.</summary>
    public async Task<IPage> OpenAsync(string query = "")
    {
        var page = await BeginAsync(query);
        await page.ReadyAsync();
        await page.Locator(".pill.live").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return page;
    }

    /// <summary>Asks for the page and waits for nothing.</summary>
    public async Task<IPage> BeginAsync(string query = "")
    {
        var page = await context.NewPageAsync();
        page.Console += (_, m) => { if (m.Type is "error" or "warning" && !Harmless(m.Text)) Complaints.Enqueue($"{m.Type}: {m.Text}"); };
        page.PageError += (_, e) => Complaints.Enqueue("uncaught: " + e);
        page.Request += (_, r) =>
        {
            var to = new Uri(r.Url);
            if (to.Scheme is "http" or "https" or "ws" or "wss" && to.Authority != server.Authority) Strangers.Enqueue(r.Url);
        };
        await page.GotoAsync(new Uri(server, query).ToString(), new() { WaitUntil = WaitUntilState.Commit });
        return page;
    }

    /// <summary>Keeps a picture of the page among the artefacts of the run.</summary>
    public static Task PictureAsync(IPage page, string name) => page.ScreenshotAsync(new()
    {
        Path = Path.Combine(Environment.GetEnvironmentVariable("SAHELMAP_PICTURES") ?? Path.Combine(ServerProcess.RepositoryRoot(), "artifacts", "pictures"), name + ".png"),
    });

    // Software rendering is slow at reading pixels back, and says so; the page is not at fault.
    private static bool Harmless(string text) => text.Contains("GPU stall due to ReadPixels", StringComparison.Ordinal)
        || text.Contains("Multiple readback operations", StringComparison.Ordinal)
        || text.Contains("software WebGL", StringComparison.OrdinalIgnoreCase);

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}

public static class PageQuestions
{
    /// <summary>Reaches for a page that has been asked for, and waits until the map that can be moved is there.</summary>
    public static async Task ReadyAsync(this IPage page)
    {
        await page.WaitForFunctionAsync("() => !!window.sahelmap");
        await page.Mouse.MoveAsync(1, 1);
        await page.EvaluateAsync("() => window.sahelmap.ready");
    }

    /// <summary>What axe finds against the page as it is: every rule of it, but only what breaks one is worked out in full, which is quicker.</summary>
    public static async Task<IReadOnlyList<string>> FlawsAsync(this IPage page) =>
        [.. (await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] })).Violations
            .SelectMany(v => v.Nodes.Take(2).Select(n => $"{v.Id} ({v.Impact}): {v.Help}: {n.Html}"))];

    /// <summary>What the map counts under its filters.</summary>
    public static async Task<(int Shown, int Total)> IncidentsAsync(this IPage page) => await page.ShownAsync("incidents");

    public static async Task<(int Shown, int Total)> DeploymentsAsync(this IPage page) => await page.ShownAsync("deployments");

    public static Task<string> StateAsync(this IPage page, string member) =>
        page.EvaluateAsync<string>("m => JSON.stringify(window.sahelmap.state()[m])", member);

    /// <summary>Waits until the map counts so many incidents in its filters.</summary>
    public static Task ShowsIncidentsAsync(this IPage page, int shown) =>
        page.WaitForFunctionAsync("n => window.sahelmap.counts().incidents.shown === n", shown);

    /// <summary>Waits in the page for what it answers later: WaitForFunction takes a promise itself for a yes.</summary>
    /// <param name="condition">An async function of the page.</param>
    public static Task ComesTrueAsync(this IPage page, string condition, object? arg = null) => page.EvaluateAsync($$"""
        async arg => {
          const condition = {{condition}};
          for (const begun = Date.now(); !(await condition(arg));) {
            if (Date.now() - begun > {{Reader.PatienceMs}}) throw new Error('However long one waits it does not come true: ' + condition);
            await new Promise(resolve => setTimeout(resolve, 200));
          }
        }
        """, arg);

    private static async Task<(int, int)> ShownAsync(this IPage page, string layer)
    {
        var counts = await page.EvaluateAsync<JsonElement>("l => { const c = window.sahelmap.counts()[l]; return { shown: c.shown, total: c.total }; }", layer);
        return (counts.GetProperty("shown").GetInt32(), counts.GetProperty("total").GetInt32());
    }
}

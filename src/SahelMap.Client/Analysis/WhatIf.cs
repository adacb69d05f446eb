using System.Text.Json;
using SahelMap.Client.Api;
using SahelMap.Client.Editing;
using SahelMap.Client.Map;
using SahelMap.Contracts;

namespace SahelMap.Client.Analysis;

/// <summary>A planned area and period, and what is known there. Each finished step of the drawing is asked about, a moment later; nothing is saved.</summary>
public sealed class WhatIf(SahelApi api, MapView map, MapDrawing drawing, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private CancellationTokenSource? asking;
    private bool ownPeriod;

    /// <summary>GeoJSON geometry as text; null while nothing is drawn.</summary>
    public string? Area { get; private set; }

    /// <summary>First and last day inside, ISO or as typed; an empty last day leaves the period open.</summary>
    public string First { get; private set; } = "";
    public string Last { get; private set; } = "";

    public WhatIfAnswer? Answer { get; private set; }

    public Problem? Problem { get; private set; }

    public bool Busy => asking is not null;

    /// <summary>The key of what is wrong with the period; null while it is one.</summary>
    public string? WrongPeriod =>
        !DraftCheck.TryDay(First, out var first) || (Last.Length > 0 && !DraftCheck.TryDay(Last, out _)) ? "check.day"
        : DraftCheck.TryDay(Last, out var last) && last < first ? "check.lastBeforeFirst"
        : null;

    public event Action? Changed;

    public async Task DrawAsync()
    {
        var before = Area;
        await map.ShowAreaAsync(null); // the drawing itself shows it
        await drawing.StartAsync("polygon", Area, async geometry =>
        {
            Take(geometry ?? before);
            await map.ShowAreaAsync(Area);
        }, Take);
    }

    /// <summary>Takes the map's period until the reader sets one of their own.</summary>
    public void Follow()
    {
        if (ownPeriod || map.State.Until == default) return;
        var (first, last) = (DraftCheck.Iso(map.State.From), DraftCheck.Iso(map.State.Until.AddDays(-1)));
        if ((first, last) == (First, Last)) return;
        (First, Last) = (first, last);
        AskSoon();
    }

    public void SetPeriod(string first, string last)
    {
        (First, Last, ownPeriod) = (first.Trim(), last.Trim(), true);
        AskSoon();
    }

    public void AskSoon()
    {
        asking?.Cancel();
        asking = null;
        if (Area is not null && WrongPeriod is null) _ = AskAsync(asking = new CancellationTokenSource());
        Changed?.Invoke();
    }

    private void Take(string? geometry)
    {
        if (geometry == Area) return;
        Area = geometry;
        if (geometry is null) (Answer, Problem) = (null, null);
        AskSoon();
    }

    private async Task AskAsync(CancellationTokenSource turn)
    {
        using (turn)
        {
            DraftCheck.TryDay(First, out var first);
            var question = new WhatIfRequest
            {
                Area = JsonSerializer.Deserialize(Area!, ClientJson.Default.JsonElement),
                From = first,
                Until = DraftCheck.TryDay(Last, out var last) ? last.AddDays(1) : null,
            };
            try
            {
                await Task.Delay(Pause, clock, turn.Token);
            }
            catch (OperationCanceledException)
            {
                return; // drawn on
            }

            var answer = await api.AskAsync("api/analyses/what-if", question, ClientJson.Default.WhatIfRequest, ClientJson.Default.WhatIfAnswer, turn.Token);
            if (asking != turn) return; // an answer to an older drawing
            asking = null;
            Problem = answer.Problem;
            if (answer.Value is { } found) Answer = found.Value;
            Changed?.Invoke();
        }
    }

    public void Dispose() => asking?.Dispose();
}

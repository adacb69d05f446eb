using SahelMap.Client.Live;
using SahelMap.Client.Map;
using SahelMap.Contracts;
using SahelMap.Contracts.Live;

namespace SahelMap.Client.Api;

/// <summary>The overlaps under the active filter. It follows the filter and the live changes, a moment behind, one request at a time.</summary>
public sealed class OverlapStore(SahelApi api, MapView map, LiveConnection live, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private string? query;
    private bool running;
    private bool again;

    /// <summary>Null until the first answer came.</summary>
    public IReadOnlyList<Overlap>? All { get; private set; }

    public bool Loading => running;

    public Problem? Problem { get; private set; }

    public event Action? Changed;

    public void Start()
    {
        map.StateChanged += OnState;
        live.Changed += OnLiveAsync;
        live.OverlapsChanged += OnOverlapsAsync;
        live.ReloadAsked += OnReloadAsync;
        OnState();
    }

    public Overlap? Find(string id) => All?.FirstOrDefault(o => o.Id == id);

    public void Refresh() => _ = RunAsync();

    private void OnState()
    {
        if (map.State.Query == query) return;
        query = map.State.Query;
        Refresh();
    }

    private Task OnLiveAsync(LiveBatch batch)
    {
        // An incident changes the counts inside; a zone's pairs come with OverlapsChanged.
        if (batch.Batch.Changes.Any(c => c.Layer == "incidents")) Refresh();
        return Task.CompletedTask;
    }

    private Task OnOverlapsAsync(OverlapsChanged change)
    {
        Refresh();
        return Task.CompletedTask;
    }

    private Task OnReloadAsync(ReloadNotice notice)
    {
        Refresh();
        return Task.CompletedTask;
    }

    private async Task RunAsync()
    {
        again = true;
        if (running) return;
        running = true;
        while (again)
        {
            await Task.Delay(Pause, clock);
            again = false;
            var asked = map.State.Query;
            var answer = await api.GetAsync("api/overlaps?geometry=none" + (asked.Length > 0 ? "&" + asked : ""), ClientJson.Default.OverlapCollection);
            if (again && answer.Problem is null && asked != map.State.Query) continue; // an answer to an older question
            Problem = answer.Problem;
            if (answer.Value is { } found) All = [.. found.Features.Select(f => f.Properties)];
            if (!again) running = false;
            Changed?.Invoke();
        }

        running = false;
    }
}

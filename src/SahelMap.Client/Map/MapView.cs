using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SahelMap.Contracts.Live;

namespace SahelMap.Client.Map;

/// <summary>
/// The only door to the map script. It attaches to the script that the host page has already started, and holds what the
/// script last told: state, counts, progress.
/// </summary>
public sealed class MapView(IJSRuntime js, NavigationManager navigation) : IAsyncDisposable
{
    private IJSObjectReference? script;
    private DotNetObjectReference<MapView>? self;

    public MapState State { get; private set; } = new();
    public MapCounts Counts { get; private set; } = new();
    public MapProgress Progress { get; private set; } = new(0, null, false, null, null);
    public bool Playing { get; private set; }

    /// <summary>Whether any incident has come, or all that there are: before, none is no fact.</summary>
    public bool IncidentsHere => Counts.Incidents.Total > 0 || Progress.Done;

    /// <summary>The script’s last complaint, by code: webgl, data, overlaps, drawing, compare; null while all is well.</summary>
    public MapError? Error { get; private set; }

    public event Action? StateChanged;
    public event Action? CountsChanged;
    public event Action? ProgressChanged;
    public event Action? ErrorChanged;

    /// <summary>Where the pointer is on the map; null where there is none.</summary>
    public (double Lon, double Lat)? Pointed { get; private set; }
    public event Action? PointedChanged;

    /// <summary>A step of the drawing: open, closed, done or dropped; and the GeoJSON geometry as text where one stands.</summary>
    public event Action<string, string?>? Drawn;

    public async Task AttachAsync()
    {
        self = DotNetObjectReference.Create(this);
        script = await js.InvokeAsync<IJSObjectReference>("import", navigation.ToAbsoluteUri("map/sahelmap.js").ToString());
        var snapshot = Read(await script.InvokeAsync<string>("attach", self), ClientJson.Default.MapSnapshot);
        (State, Counts, Progress) = (snapshot.State, snapshot.Counts, snapshot.Progress);
        StateChanged?.Invoke();
        CountsChanged?.Invoke();
        ProgressChanged?.Invoke();
    }

    /// <summary>Changes part of the state; what is not in the patch stays.</summary>
    /// <param name="patch">Members of the state in camelCase; null clears one.</param>
    /// <param name="push">True where Back should undo it.</param>
    public ValueTask PatchAsync(Dictionary<string, object?> patch, bool push = true) =>
        Call("patchState", JsonSerializer.Serialize(patch, ClientJson.Default.DictionaryStringObject), push);

    public ValueTask SelectAsync(string kind, string id, bool fly) => Call("select", kind, id, fly);
    public ValueTask ClearSelectionAsync() => Call("select", null, null, false);
    public ValueTask FlyToAsync(double lon, double lat, double zoom) =>
        Call("flyTo", FormattableString.Invariant($$"""{"lon":{{lon}},"lat":{{lat}},"zoom":{{zoom}}}"""));

    /// <param name="bounds">West, south, east, north.</param>
    public ValueTask FlyToAsync(IReadOnlyList<double> bounds) => Call("flyTo", $"[{string.Join(',', bounds.Select(b => b.ToString("R", CultureInfo.InvariantCulture)))}]");

    /// <summary>Marks a place with its name until another is marked; null: none.</summary>
    public ValueTask PinAsync((double Lon, double Lat, string Label)? place) => Call("pin", place is not { } p ? null : new JsonObject
    {
        ["lon"] = p.Lon,
        ["lat"] = p.Lat,
        ["label"] = p.Label,
    }.ToJsonString());

    /// <param name="element">Id of the element that holds the table.</param>
    /// <param name="name">incidents, deployments or overlaps; null takes it away.</param>
    public ValueTask ShowTableAsync(string element, string? name) => Call("showTable", element, name);

    public ValueTask SetLanguageAsync(string language) => Call("setLanguage", language);
    public ValueTask SetThemeAsync(string theme) => Call("setTheme", theme);
    public ValueTask ApplyAsync(ChangeBatch batch) => Call("applyChanges", JsonSerializer.Serialize(batch, ClientJson.Default.ChangeBatch));
    public ValueTask RefreshOverlapsAsync() => Call("overlapsChanged");
    public ValueTask ReloadAsync() => Call("reload");
    public ValueTask TogglePlayAsync() => Call("togglePlay");
    public ValueTask ToggleMeasureAsync() => Call("toggleMeasure");

    /// <summary>Has the drawing tools fetched before they are needed.</summary>
    public ValueTask PrepareDrawAsync() => Call("prepareDraw");

    /// <param name="shape">polygon or point.</param>
    /// <param name="geometry">GeoJSON geometry to start from, or null.</param>
    /// <returns>True once one can draw; false where that cannot be, or it was given up meanwhile.</returns>
    public async Task<bool> StartDrawAsync(string shape, string? geometry) => script is not null && await script.InvokeAsync<bool>("startDraw", shape, geometry);

    /// <param name="accept">True keeps what is drawn; false gives it up.</param>
    /// <returns>The GeoJSON geometry as text; null where there is none, or <see cref="Drawn"/> has told it already.</returns>
    public async Task<string?> StopDrawAsync(bool accept) => script is null ? null : await script.InvokeAsync<string?>("stopDraw", accept);

    /// <summary>Lifts an overlap out of the others while its row is pointed at; null: none.</summary>
    public ValueTask HighlightOverlapAsync(string? id) => Call("highlightOverlap", id);

    /// <param name="element">Id of the element that holds the plot.</param>
    /// <param name="spec">What is drawn, see Analysis/PlotSpec.cs; null takes the plot away.</param>
    public ValueTask PlotAsync(string element, string? spec) => Call("plot", element, spec);

    /// <param name="notes">Stand below the plot, in the picture.</param>
    /// <returns>False where no plot is drawn.</returns>
    public async Task<bool> SavePlotAsync(string element, string file, string title, string[] notes) =>
        script is not null && await script.InvokeAsync<bool>("savePlot", element, file, title, notes);

    /// <summary>This view for others.</summary>
    public async Task<SharedLink?> LinkAsync() => script is null ? null : Read(await script.InvokeAsync<string>("link"), ClientJson.Default.SharedLink);

    /// <summary>Saves the map as a PNG.</summary>
    /// <returns>Why that cannot be, in the reader's language; null: it is saved.</returns>
    public async Task<string?> SavePictureAsync(PictureChoice choice) =>
        script is null ? null : await script.InvokeAsync<string?>("savePicture", JsonSerializer.Serialize(choice, ClientJson.Default.PictureChoice));

    /// <summary>Makes one page for paper and opens the browser's dialog.</summary>
    public ValueTask PrintAsync() => Call("print");

    /// <param name="geometry">GeoJSON geometry that is outlined on the map until another is; null: none.</param>
    public ValueTask ShowAreaAsync(string? geometry) => Call("showArea", geometry);

    [JSInvokable]
    public void OnState(string json)
    {
        State = Read(json, ClientJson.Default.MapState);
        StateChanged?.Invoke();
    }

    [JSInvokable]
    public void OnCounts(string json)
    {
        Counts = Read(json, ClientJson.Default.MapCounts);
        CountsChanged?.Invoke();
    }

    [JSInvokable]
    public void OnProgress(string json)
    {
        Progress = Read(json, ClientJson.Default.MapProgress);
        ProgressChanged?.Invoke();
    }

    [JSInvokable]
    public void OnPointed(double? lon, double? lat)
    {
        Pointed = lon is { } x && lat is { } y ? (x, y) : null;
        PointedChanged?.Invoke();
    }

    [JSInvokable]
    public void OnDrawn(string step, string? geometry) => Drawn?.Invoke(step, geometry);

    [JSInvokable]
    public void OnMapError(string code, string detail)
    {
        Error = code.Length == 0 ? null : new MapError(code, detail);
        ErrorChanged?.Invoke();
    }

    [JSInvokable]
    public void OnPeriodPlaying(bool playing)
    {
        Playing = playing;
        StateChanged?.Invoke();
    }

    private static T Read<T>(string json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type)!;

    private ValueTask Call(string name, params object?[] args) =>
        script is null ? ValueTask.CompletedTask : script.InvokeVoidAsync(name, args);

    public async ValueTask DisposeAsync()
    {
        if (script is not null) await script.DisposeAsync();
        self?.Dispose();
    }
}

public sealed record MapError(string Code, string Detail);

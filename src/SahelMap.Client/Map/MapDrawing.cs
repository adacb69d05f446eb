namespace SahelMap.Client.Map;

/// <summary>The one drawing on the map that can be under way, and who gets it.</summary>
public sealed class MapDrawing(MapView map, HostPage page)
{
    private Func<string?, Task>? done;
    private Action<string?>? step;
    private string? closed;
    private object? turn;

    /// <summary>polygon or point; null while nothing is drawn.</summary>
    public string? Shape { get; private set; }

    /// <summary>The tools are there; until then nobody is told to draw.</summary>
    public bool Ready { get; private set; }

    /// <summary>A whole shape stands: it can be changed, or taken as it is.</summary>
    public bool Closed => closed is not null;

    public event Action? Changed;

    /// <param name="shape">polygon or point.</param>
    /// <param name="from">GeoJSON geometry to start from, or null.</param>
    /// <param name="onDone">Gets the geometry at the end; null when it is given up, or gives way to another drawing.</param>
    /// <param name="onStep">Gets the geometry after each finished step; null while no whole shape stands.</param>
    public async Task StartAsync(string shape, string? from, Func<string?, Task> onDone, Action<string?>? onStep = null)
    {
        await StopAsync(accept: false);
        var mine = new object();
        (Shape, closed, done, step, turn) = (shape, from, onDone, onStep, mine);
        map.Drawn += OnDrawn;
        await page.SetBodyClassAsync("drawing", true);
        Changed?.Invoke();
        var ready = await map.StartDrawAsync(shape, from);
        if (turn != mine) return; // given up while the tools were on their way
        if (!ready)
        {
            await StopAsync(accept: false);
            return;
        }

        Ready = true;
        Changed?.Invoke();
    }

    /// <param name="accept">True keeps what is drawn, and closes an outline that is open; false gives it up.</param>
    public async Task StopAsync(bool accept)
    {
        if (Shape is null) return;
        var (told, last) = (done, closed);
        (Shape, Ready, closed, done, step, turn) = (null, false, null, null, null, null);
        map.Drawn -= OnDrawn;
        var geometry = await map.StopDrawAsync(accept);
        await page.SetBodyClassAsync("drawing", false);
        if (told is not null) await told(accept ? geometry ?? last : null);
        Changed?.Invoke();
    }

    /// <summary>One click places a point; an area goes on until it is said to be done.</summary>
    private void OnDrawn(string what, string? geometry)
    {
        if (what is "done" or "dropped")
        {
            _ = StopAsync(accept: what == "done");
            return;
        }

        if (Shape == "point" && geometry is null) return;
        (Ready, closed) = (true, geometry);
        if (Shape == "point") _ = StopAsync(accept: true);
        else step?.Invoke(geometry);
        Changed?.Invoke();
    }
}

namespace SahelMap.Client.Map;

/// <summary>The one drawing on the map that can be under way, and who gets it.</summary>
public sealed class MapDrawing(MapView map, HostPage page)
{
    private Func<string?, Task>? done;
    private Action<string>? step;

    /// <summary>polygon or point; null while nothing is drawn.</summary>
    public string? Shape { get; private set; }

    public event Action? Changed;

    /// <param name="shape">polygon or point.</param>
    /// <param name="from">GeoJSON geometry to start from, or null.</param>
    /// <param name="onDone">Gets the geometry at the end; null when it is given up, or gives way to another drawing.</param>
    /// <param name="onStep">Gets the geometry after each finished step.</param>
    public async Task StartAsync(string shape, string? from, Func<string?, Task> onDone, Action<string>? onStep = null)
    {
        await StopAsync(accept: false);
        (Shape, done, step) = (shape, onDone, onStep);
        map.Drawn += OnDrawn;
        await page.SetBodyClassAsync("drawing", true);
        Changed?.Invoke();
        await map.StartDrawAsync(shape, from);
    }

    public async Task StopAsync(bool accept)
    {
        if (Shape is null) return;
        var told = done;
        (Shape, done, step) = (null, null, null);
        map.Drawn -= OnDrawn;
        var geometry = await map.StopDrawAsync(accept);
        await page.SetBodyClassAsync("drawing", false);
        if (told is not null) await told(geometry);
        Changed?.Invoke();
    }

    /// <summary>One click places a point; an area goes on until it is said to be done. Null: it was given up on the map.</summary>
    private void OnDrawn(string? geometry)
    {
        if (geometry is null) _ = StopAsync(accept: false);
        else if (Shape == "point") _ = StopAsync(accept: true);
        else step?.Invoke(geometry);
    }
}

using Microsoft.AspNetCore.Components;
using SahelMap.Client.Api;
using SahelMap.Client.I18n;
using SahelMap.Client.Map;

namespace SahelMap.Client.Panels;

/// <summary>A panel that follows the map's state and counts, the language and the reference data.</summary>
public abstract class MapPanel : ComponentBase, IDisposable
{
    [Inject] protected MapView Map { get; set; } = null!;
    [Inject] protected Text Text { get; set; } = null!;
    [Inject] protected Catalog Catalog { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        Map.StateChanged += Refresh;
        Map.CountsChanged += Refresh;
        Text.Changed += Refresh;
        Catalog.Changed += Refresh;
        await Catalog.LoadAsync();
    }

    protected void Refresh() => InvokeAsync(StateHasChanged);

    public virtual void Dispose()
    {
        Map.StateChanged -= Refresh;
        Map.CountsChanged -= Refresh;
        Text.Changed -= Refresh;
        Catalog.Changed -= Refresh;
        GC.SuppressFinalize(this);
    }
}

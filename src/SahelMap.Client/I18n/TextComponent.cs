using Microsoft.AspNetCore.Components;

namespace SahelMap.Client.I18n;

/// <summary>A component that is drawn again when the language changes, though none of its parameters does.</summary>
public abstract class TextComponent : ComponentBase, IDisposable
{
    [Inject] protected Text Text { get; set; } = null!;

    protected override void OnInitialized() => Text.Changed += Refresh;

    protected void Refresh() => InvokeAsync(StateHasChanged);

    public virtual void Dispose()
    {
        Text.Changed -= Refresh;
        GC.SuppressFinalize(this);
    }
}

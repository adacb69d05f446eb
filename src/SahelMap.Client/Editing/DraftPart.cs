using Microsoft.AspNetCore.Components;
using SahelMap.Client.I18n;

namespace SahelMap.Client.Editing;

/// <summary>A part of the form: drawn again when the editor says that more than this part's own text has changed.</summary>
public abstract class DraftPart : TextComponent
{
    [Inject] protected Editor Editor { get; set; } = null!;

    /// <summary>There is one while a form is shown.</summary>
    protected Draft Draft => Editor.Draft!;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Editor.Changed += OnEditor;
    }

    private void OnEditor()
    {
        if (Editor.Draft is not null) Refresh();
    }

    public override void Dispose()
    {
        Editor.Changed -= OnEditor;
        base.Dispose();
        GC.SuppressFinalize(this);
    }
}

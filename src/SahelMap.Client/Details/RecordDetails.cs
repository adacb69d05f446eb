using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Components;
using SahelMap.Client.Api;
using SahelMap.Client.Editing;
using SahelMap.Client.I18n;
using SahelMap.Client.Live;
using SahelMap.Client.Map;

namespace SahelMap.Client.Details;

/// <summary>One record in the right pane: read when it is selected, read again when it changes.</summary>
public abstract class RecordDetails<T> : ComponentBase, IDisposable where T : class
{
    [Inject] protected SahelApi Api { get; set; } = null!;
    [Inject] protected MapView Map { get; set; } = null!;
    [Inject] protected LiveConnection Live { get; set; } = null!;
    [Inject] protected Catalog Catalog { get; set; } = null!;
    [Inject] protected Editor Editor { get; set; } = null!;
    [Inject] protected Text Text { get; set; } = null!;

    [Parameter, EditorRequired] public string Id { get; set; } = "";

    /// <summary>As the server sent it, with what no property of ours names.</summary>
    protected JsonElement Raw { get; private set; }

    protected T? Record { get; private set; }

    /// <summary>Why it could not be read; a 404 says that it is gone.</summary>
    protected Problem? Problem { get; private set; }

    protected abstract string Path { get; }

    protected abstract JsonTypeInfo<T> Type { get; }

    private string? shown;

    protected override void OnInitialized()
    {
        Text.Changed += Refresh;
        Catalog.Changed += Refresh;
        Live.Changed += OnLiveAsync;
        _ = Catalog.LoadAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Id) return;
        shown = Id;
        (Record, Problem) = (null, null);
        await ReadAsync();
    }

    protected async Task ReadAsync()
    {
        var asked = Id;
        var answer = await Api.GetAsync(Path, ClientJson.Default.JsonElement);
        if (asked != Id) return; // another one is selected by now
        Problem = answer.Problem;
        if (answer.Problem is null)
        {
            Raw = answer.Value;
            Record = answer.Value.Deserialize(Type);
            await OnReadAsync();
        }

        StateHasChanged();
    }

    protected virtual Task OnReadAsync() => Task.CompletedTask;

    /// <summary>Whether a change to that record changes what is shown here.</summary>
    protected virtual bool Concerns(string recordId) => recordId == Id;

    protected void Refresh() => InvokeAsync(StateHasChanged);

    private Task OnLiveAsync(LiveBatch batch)
    {
        if (batch.Batch.Changes.LastOrDefault(c => Concerns(c.Id)) is not { } change) return Task.CompletedTask;
        if (change.Op != "deleted") return InvokeAsync(ReadAsync);
        return InvokeAsync(() =>
        {
            (Record, Problem) = (null, Problem.Gone);
            StateHasChanged();
        });
    }

    public virtual void Dispose()
    {
        Text.Changed -= Refresh;
        Catalog.Changed -= Refresh;
        Live.Changed -= OnLiveAsync;
        GC.SuppressFinalize(this);
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace SahelMap.Client;

/// <summary>The door to page.js: what of the page lies outside of Blazor's reach.</summary>
public sealed class HostPage(IJSRuntime js, NavigationManager navigation) : IAsyncDisposable
{
    private IJSObjectReference? script;
    private DotNetObjectReference<HostPage>? self;

    /// <summary>A shortcut was pressed outside of any field: the key, e.g. "f" or "Escape".</summary>
    public event Func<string, Task>? Pressed;

    /// <summary>The bottom sheet was dragged to another height.</summary>
    public event Action<string>? SheetMoved;

    public async Task StartAsync()
    {
        self = DotNetObjectReference.Create(this);
        script = await js.InvokeAsync<IJSObjectReference>("import", navigation.ToAbsoluteUri("page.js").ToString());
        await script.InvokeVoidAsync("start", self);
    }

    /// <summary>Takes the stand-in for the bar away, once the bar itself is there.</summary>
    public ValueTask BootedAsync() => Call("booted");

    public ValueTask SetBodyClassAsync(string name, bool on) => Call("bodyClass", name, on);
    public ValueTask SetSheetAsync(string height) => Call("sheet", height);

    /// <summary>For the host page of the next visit.</summary>
    public ValueTask RememberAsync(string name, string value) => Call("remember", name, value);

    /// <returns>False where the browser refuses; then there is the address bar itself.</returns>
    public ValueTask<bool> CopyAsync(string? text = null) => script?.InvokeAsync<bool>("copy", text) ?? ValueTask.FromResult(false);

    /// <summary>Saves a text as a file of the reader's.</summary>
    public ValueTask DownloadAsync(string file, string type, string text) => Call("download", file, type, text);

    /// <summary>The panels are a bottom sheet.</summary>
    public async Task<bool> IsPhoneAsync() => script is not null && await script.InvokeAsync<bool>("isPhone");

    public ValueTask FocusAsync(string selector) => Call("focus", selector);

    /// <summary>Moves the focus there if the last thing the person did was pressing a key, and remembers where it was.</summary>
    public ValueTask FocusIfKeyboardAsync(string selector) => Call("focusIfKeyboard", selector);

    /// <summary>The whole address of the page: NavigationManager does not hear of what the map script writes.</summary>
    public async Task<string> AddressAsync() => script is null ? navigation.Uri : await script.InvokeAsync<string>("address");

    /// <summary>Shows a dialog element as the browser's own modal dialog.</summary>
    public ValueTask ShowModalAsync(string selector) => Call("showModal", selector);

    /// <summary>As <see cref="FocusAsync"/>, for what a script is still about to draw.</summary>
    public ValueTask FocusWhenThereAsync(string selector) => Call("focusWhenThere", selector);

    public Task BlurAsync() => Call("blur").AsTask();

    public ValueTask ReturnFocusAsync() => Call("returnFocus");
    public ValueTask WarnOnLeaveAsync(bool on) => Call("warnOnLeave", on);

    /// <summary>Scrolls a list of rows of one height so that the row is seen.</summary>
    public ValueTask ScrollToRowAsync(string list, int index, int height) => Call("scrollToRow", list, index, height);

    /// <summary>Scrolls what may lie beyond an edge into the middle of what scrolls sideways.</summary>
    public ValueTask RevealAsync(string selector) => Call("reveal", selector);

    /// <returns>CSS pixels; 0 where it is not on the page.</returns>
    public async Task<double> WidthAsync(string selector) => script is null ? 0 : await script.InvokeAsync<double>("width", selector);

    /// <summary>What this browser was told to keep under the name; null where nothing was.</summary>
    public async Task<string?> ChoiceAsync(string name) => script is null ? null : await script.InvokeAsync<string?>("choice", name);
    public ValueTask ChooseAsync(string name, string value) => Call("choose", name, value);

    /// <summary>The map lies below the element, whatever its height comes to be; null: it has all its room again.</summary>
    public ValueTask KeepRoomAsync(string? selector) => Call("keepRoom", selector);

    public async Task<bool> ShortcutsOnAsync() => script is null || await script.InvokeAsync<bool>("shortcutsOn");
    public ValueTask SetShortcutsAsync(bool on) => Call("setShortcuts", on);

    [JSInvokable]
    public async Task OnKey(string key)
    {
        if (Pressed is { } handler) await handler(key);
    }

    [JSInvokable]
    public void OnSheet(string height) => SheetMoved?.Invoke(height);

    private ValueTask Call(string name, params object?[] args) =>
        script is null ? ValueTask.CompletedTask : script.InvokeVoidAsync(name, args);

    public async ValueTask DisposeAsync()
    {
        if (script is not null) await script.DisposeAsync();
        self?.Dispose();
    }
}

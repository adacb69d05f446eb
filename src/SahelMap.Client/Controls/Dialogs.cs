using Microsoft.AspNetCore.Components;

namespace SahelMap.Client.Controls;

/// <summary>The one dialog that can be open. The browser's own modal dialog shows it: it keeps the focus, and Escape closes it.</summary>
public sealed class Dialogs
{
    public Dialog? Open { get; private set; }

    public event Action? Changed;

    /// <summary>A question with two answers; Escape and Enter are the first.</summary>
    /// <param name="stay">Nothing happens.</param>
    /// <param name="go">It happens.</param>
    /// <returns>True for <paramref name="go"/>.</returns>
    public Task<bool> AskAsync(string title, string message, string stay, string go) => Show(new Dialog(title, message, stay, go, null));

    /// <summary>A question with choices of its own.</summary>
    /// <returns>True for <paramref name="go"/>.</returns>
    public Task<bool> AskAsync(string title, RenderFragment choices, string stay, string go) => Show(new Dialog(title, null, stay, go, choices));

    /// <summary>A page of its own, closed by the button.</summary>
    public Task ShowAsync(string title, string close, RenderFragment content) => Show(new Dialog(title, null, close, null, content));

    public void Close(bool go)
    {
        if (Open is not { } dialog) return;
        Open = null;
        Changed?.Invoke();
        dialog.Answer.TrySetResult(go);
    }

    private Task<bool> Show(Dialog dialog)
    {
        Close(false);
        Open = dialog;
        Changed?.Invoke();
        return dialog.Answer.Task;
    }
}

/// <param name="Go">Null: there is nothing to decide.</param>
/// <param name="Content">Null: the message is all.</param>
public sealed record Dialog(string Title, string? Message, string Stay, string? Go, RenderFragment? Content)
{
    /// <summary>Whoever has made choices means to go on with them.</summary>
    public bool GoesOn => Content is not null && Go is not null;

    internal TaskCompletionSource<bool> Answer { get; } = new();
}

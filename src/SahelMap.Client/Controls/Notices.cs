namespace SahelMap.Client.Controls;

/// <summary>Short words that come up over the page and go by themselves: something was done, or could not be.</summary>
public sealed class Notices(TimeProvider clock)
{
    private const int Most = 3;
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);

    private readonly List<Notice> shown = [];

    public IReadOnlyList<Notice> Shown => shown;

    public event Action? Changed;

    /// <param name="action">What a button beside the words says; null: no button.</param>
    /// <param name="act">What it does.</param>
    /// <param name="stays">How long it can be read; time does not run while it is pointed at or has the focus.</param>
    public void Say(string words, string? action = null, Func<Task>? act = null, TimeSpan? stays = null)
    {
        if (shown.Count == Most) Close(shown[0]);
        var notice = new Notice(words, action, act, stays ?? Usual);
        shown.Add(notice);
        Run(notice);
        Changed?.Invoke();
    }

    public void Close(Notice notice)
    {
        notice.Timer?.Dispose();
        if (shown.Remove(notice)) Changed?.Invoke();
    }

    public void Hold()
    {
        foreach (var notice in shown) notice.Timer?.Dispose();
    }

    public void GoOn()
    {
        foreach (var notice in shown) Run(notice);
    }

    private void Run(Notice notice)
    {
        notice.Timer?.Dispose();
        notice.Timer = clock.CreateTimer(_ => Close(notice), null, notice.Stays, Timeout.InfiniteTimeSpan);
    }
}

public sealed class Notice(string words, string? action, Func<Task>? act, TimeSpan stays)
{
    public string Words => words;
    public string? Action => action;
    public Func<Task>? Act => act;
    public TimeSpan Stays => stays;
    internal ITimer? Timer { get; set; }
}

using System.Text.Json;
using SahelMap.Client.Api;
using SahelMap.Contracts.Live;

namespace SahelMap.Client.Live;

/// <summary>The last changes that came while the page was open, newest first.</summary>
public sealed class Feed(LiveConnection live, SahelApi api)
{
    private const int Kept = 200;

    /// <summary>Clocks differ: a time that cannot be is not shown.</summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromMinutes(1);

    private readonly LinkedList<FeedEntry> entries = [];
    private readonly Dictionary<string, FeedTitle> titles = [];

    public IReadOnlyCollection<FeedEntry> Entries => entries;

    /// <summary>How many came since the feed was last looked at.</summary>
    public int Unseen { get; private set; }

    public event Action? Changed;

    public void Start()
    {
        live.Changed += OnChangedAsync;
        live.ReloadAsked += OnReloadAsync;
    }

    public void Seen()
    {
        if (Unseen == 0) return;
        Unseen = 0;
        Changed?.Invoke();
    }

    private async Task OnChangedAsync(LiveBatch batch)
    {
        var way = batch.ArrivedAt - batch.Batch.CommittedAt;
        TimeSpan? took = batch.CaughtUp || way < TimeSpan.FromMilliseconds(-100) || way > LongestWay ? null : way < TimeSpan.Zero ? TimeSpan.Zero : way;
        // Of a large transaction its last records are enough; the count says how many there were.
        foreach (var change in batch.Batch.Changes.TakeLast(Kept))
        {
            var title = FeedTitle.Of(change.Record) ?? titles.GetValueOrDefault(change.Id);
            if (title is not null) titles[change.Id] = title;
            Add(new FeedEntry(change.Layer, change.Op, change.Id, title, batch.Batch.CommittedAt, took, batch.CaughtUp));
        }

        Unseen += batch.Batch.Changes.Count;
        Changed?.Invoke();
        await NameAsync(batch.Batch);
    }

    /// <summary>A record that was too large to push is asked for its name.</summary>
    private async Task NameAsync(ChangeBatch batch)
    {
        foreach (var change in batch.Changes.Where(c => c is { Record: null, Op: not "deleted", Layer: "deployments" or "incidents" }).TakeLast(5))
        {
            var answer = await api.GetAsync($"api/{change.Layer}/{change.Id}", ClientJson.Default.JsonElement);
            if (answer.Problem is not null || FeedTitle.Of(answer.Value) is not { } title) continue;
            titles[change.Id] = title;
            for (var node = entries.First; node is not null; node = node.Next)
                if (node.Value.Id == change.Id && node.Value.Title is null) node.Value = node.Value with { Title = title };
            Changed?.Invoke();
        }
    }

    private Task OnReloadAsync(ReloadNotice notice)
    {
        Add(new FeedEntry("reload", notice.Reason, "", null, null, null, false) { Count = notice.Changes });
        Unseen++;
        Changed?.Invoke();
        return Task.CompletedTask;
    }

    private void Add(FeedEntry entry)
    {
        entries.AddFirst(entry);
        if (entries.Count > Kept) entries.RemoveLast();
    }
}

/// <param name="Layer">actors, mandates, deployments, incidents; or reload: everything was read anew.</param>
/// <param name="Op">created, updated, deleted; or why everything was read anew.</param>
/// <param name="Title">Null where only the id is known.</param>
/// <param name="Took">From the commit to this page; null where that is not known.</param>
public sealed record FeedEntry(
    string Layer, string Op, string Id, FeedTitle? Title, DateTimeOffset? CommittedAt, TimeSpan? Took, bool CaughtUp)
{
    public long? Count { get; init; }

    /// <summary>What can be selected on the map: incident, deployment, mandate; null for the rest.</summary>
    public string? Selectable => Op == "deleted" ? null : Layer switch
    {
        "incidents" => "incident",
        "deployments" => "deployment",
        "mandates" => "mandate",
        _ => null,
    };
}

/// <summary>What a record is called, in both languages; whose it is, and when.</summary>
public sealed record FeedTitle(string English, string? French, string? Actor, DateOnly? From, DateOnly? Until)
{
    public static FeedTitle? Of(JsonElement? record)
    {
        if (record is not { ValueKind: JsonValueKind.Object } r) return null;
        var p = r.TryGetProperty("properties", out var inner) ? inner : r;
        if ((Word(p, "title") ?? Word(p, "name")) is not { } english) return null;
        // A mandate is known by its symbol.
        if (Word(p, "symbol") is { } symbol) return new FeedTitle(symbol, null, null, Day(p, "from"), Day(p, "until"));
        return new FeedTitle(english, Word(p, "titleFr") ?? Word(p, "nameFr"), Word(p, "actor"), Day(p, "from"), Day(p, "until"));
    }

    private static string? Word(JsonElement p, string name) =>
        p.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateOnly? Day(JsonElement p, string name) =>
        DateOnly.TryParse(Word(p, name), System.Globalization.CultureInfo.InvariantCulture, out var day) ? day : null;
}

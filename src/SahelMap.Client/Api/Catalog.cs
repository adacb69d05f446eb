using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SahelMap.Client.Live;
using SahelMap.Contracts;

namespace SahelMap.Client.Api;

/// <summary>Reference data that the panels name things with: actors, mandates, regions. Read once, and again when they change.</summary>
public sealed class Catalog(SahelApi api)
{
    private Task? actors;
    private Task? mandates;
    private Task? regions;

    public IReadOnlyList<Actor> Actors { get; private set; } = [];
    public IReadOnlyList<Mandate> Mandates { get; private set; } = [];
    public IReadOnlyList<Region> Regions { get; private set; } = [];

    /// <summary>Why there is nothing to name things with; null while all is well.</summary>
    public Problem? Problem { get; private set; }

    public event Action? Changed;

    /// <summary>The missions first, in the order of the legend; then every other actor that deploys.</summary>
    public IEnumerable<Actor> Deploying => Actors.Where(a => a.Deploys);

    public Actor? Find(string? code) => Actors.FirstOrDefault(a => a.Code == code);

    public string RegionName(string id) => Regions.FirstOrDefault(r => r.Id == id)?.Name is { Length: > 0 } name ? name : id[(id.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public Task LoadAsync() => actors ??= ReadAsync("api/actors", ClientJson.Default.ActorArray, found => Actors = found, () => actors = null);

    public Task LoadMandatesAsync() =>
        mandates ??= ReadAsync("api/mandates", ClientJson.Default.MandateArray, found => Mandates = found, () => mandates = null);

    public Task LoadRegionsAsync() =>
        regions ??= ReadAsync("api/regions", ClientJson.Default.RegionArray, found => Regions = found, () => regions = null);

    public async Task RetryAsync()
    {
        actors = null;
        await LoadAsync();
    }

    /// <summary>Reads anew what the batch changed.</summary>
    public async Task FollowAsync(LiveBatch live)
    {
        var layers = live.Batch.Changes.Select(c => c.Layer).ToHashSet();
        if (layers.Contains("actors")) await RetryAsync();
        if (!layers.Contains("mandates") || mandates is null) return;
        mandates = null;
        await LoadMandatesAsync();
    }

    public async Task ReadAnewAsync()
    {
        var hadMandates = mandates is not null;
        (actors, mandates, regions) = (null, null, null);
        await LoadAsync();
        if (hadMandates) await LoadMandatesAsync();
    }

    /// <param name="forget">So that the next one who asks tries again.</param>
    private async Task ReadAsync<T>(string path, JsonTypeInfo<T[]> type, Action<T[]> keep, Action forget)
    {
        var answer = await api.GetAsync(path, ClientJson.Default.JsonElement);
        Problem = answer.Problem;
        if (answer.Problem is null)
        {
            // Lists come as an array, or as items with links beside them.
            var list = answer.Value.ValueKind == JsonValueKind.Object && answer.Value.TryGetProperty("items", out var items) ? items : answer.Value;
            keep(list.Deserialize(type) ?? []);
        }
        else
        {
            forget();
        }

        Changed?.Invoke();
    }
}

using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SahelMap.Contracts.Live;
using SahelMap.Server.Tests.Support;

namespace SahelMap.Server.Tests.Live;

/// <summary>
/// An open map, as the contract in ILiveMapHub describes one: it reads the tables once, applies what is pushed by position, holds
/// pushes back while it resumes, and resumes where it sees a gap.
/// </summary>
public sealed class LiveClient : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, ChangeBatch> _waiting = [];
    private readonly Uri _server;
    private HubConnection? _hub;
    private bool _resuming;
    private bool _gap;
    private string? _epoch;
    private long _position;

    private readonly Dictionary<(string Layer, string Id), long> _map = [];
    private readonly List<ChangeBatch> _applied = [];
    private readonly List<object> _received = [];

    private LiveClient(Uri server) => _server = server;

    public long Position { get { lock (_lock) return _position; } }
    public string? Epoch { get { lock (_lock) return _epoch; } }

    /// <summary>Everything that was pushed, in the order of its arrival.</summary>
    public IReadOnlyList<object> Received { get { lock (_lock) return [.. _received]; } }

    public IReadOnlyList<ChangeBatch> Applied { get { lock (_lock) return [.. _applied]; } }
    public IReadOnlyList<RecordChange> Changes => [.. Applied.SelectMany(b => b.Changes)];
    /// <summary>Notices to fetch everything again; those about overlaps alone left out.</summary>
    public IReadOnlyList<ReloadNotice> Reloads => [.. Received.OfType<ReloadNotice>().Where(r => r.Reason != "overlaps")];
    public IReadOnlyList<OverlapsChanged> Overlaps => [.. Received.OfType<OverlapsChanged>()];

    /// <summary>Revisions of the incidents and deployments that the map shows.</summary>
    public Dictionary<(string Layer, string Id), long> Map { get { lock (_lock) return new(_map); } }

    /// <summary>A first visit: nothing but what is pushed from now on.</summary>
    public static async Task<LiveClient> ConnectAsync(Uri server, Action<IHubConnectionBuilder>? configure = null)
    {
        var client = new LiveClient(server);
        await client.ComeBackAsync(configure);
        return client;
    }

    /// <summary>Reads the tables, then connects with the position that they were read at.</summary>
    public static async Task<LiveClient> OpenMapAsync(Uri server, NpgsqlDataSource database)
    {
        var client = new LiveClient(server);
        (client._epoch, client._position, var map) = await ReadAsync(database);
        foreach (var (key, revision) in map) client._map[key] = revision;
        await client.ComeBackAsync();
        return client;
    }

    public async Task GoAwayAsync()
    {
        if (_hub is null) return;
        await _hub.DisposeAsync();
        _hub = null;
        lock (_lock) _waiting.Clear();
    }

    public async Task ComeBackAsync(Action<IHubConnectionBuilder>? configure = null)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(_server, "live"));
        if (configure is null) builder.AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, LiveJson.Default));
        else configure(builder);
        _hub = builder.Build();
        _hub.On<ChangeBatch>(nameof(ILiveMapClient.Changed), OnChanged);
        _hub.On<OverlapsChanged>(nameof(ILiveMapClient.OverlapsChanged), o => { lock (_lock) _received.Add(o); });
        _hub.On<ReloadNotice>(nameof(ILiveMapClient.Reload), OnReload);
        lock (_lock) _resuming = true;
        await _hub.StartAsync();
        await ResumeAsync();
    }

    /// <summary>Asks the hub without applying the answer.</summary>
    public Task<ResumeAnswer> AskAsync(string? epoch, long? position) =>
        _hub!.InvokeAsync<ResumeAnswer>(nameof(ILiveMapHub.Resume), epoch, position);

    public Task UntilPositionAsync(long position) => Until.TrueAsync(() => Position >= position, $"the client has come to position {position}");

    /// <summary>Waits until everything that is committed now has been applied.</summary>
    public async Task UntilCaughtUpAsync(NpgsqlDataSource database) => await UntilPositionAsync(
        await SampleRecords.ScalarAsync<long>(database, "SELECT position FROM change_log_state"));

    /// <summary>What the map must show: the tables' own revisions, and the position that they were read at.</summary>
    public static async Task<(string Epoch, long Position, Dictionary<(string Layer, string Id), long> Map)> ReadAsync(NpgsqlDataSource database)
    {
        Dictionary<(string, string), long> map = [];
        // One statement is one snapshot.
        await using var command = database.CreateCommand("""
            SELECT s.epoch::text, s.position, r.layer, r.id, r.revision FROM change_log_state AS s LEFT JOIN (
                SELECT 'incidents' AS layer, id::text, revision FROM incident UNION ALL SELECT 'deployments', id::text, revision FROM deployment) AS r ON true
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var place = ("", 0L);
        while (await reader.ReadAsync())
        {
            place = (reader.GetString(0), reader.GetInt64(1));
            if (!reader.IsDBNull(2)) map.Add((reader.GetString(2), reader.GetString(3)), reader.GetInt64(4));
        }
        return (place.Item1, place.Item2, map);
    }

    public async ValueTask DisposeAsync() => await GoAwayAsync();

    private async Task ResumeAsync()
    {
        string? epoch;
        long position;
        lock (_lock) (epoch, position) = (_epoch, _position);
        var answer = await AskAsync(epoch, epoch is null ? null : position);
        lock (_lock)
        {
            _epoch = answer.Epoch;
            if (answer.Reload is { } reload) OnReload(reload);
            foreach (var batch in answer.Batches) Apply(batch);
            _position = Math.Max(_position, answer.Position);
            _resuming = false;
            Drain();
        }
    }

    private void OnChanged(ChangeBatch batch)
    {
        lock (_lock)
        {
            _received.Add(batch);
            _waiting[batch.Position] = batch;
            if (!_resuming) Drain();
        }
    }

    private void OnReload(ReloadNotice notice)
    {
        lock (_lock)
        {
            _received.Add(notice);
            if (notice.Reason != "overlaps") (_epoch, _position) = (notice.Epoch, notice.Position);
        }
    }

    private void Drain()
    {
        while (_waiting.Count > 0 && _waiting.First() is var (position, batch))
        {
            if (position > _position + 1)
            {
                // A gap is not supposed to be: the server pushes every position in order.
                _gap = true;
                return;
            }
            _waiting.Remove(position);
            Apply(batch);
        }
    }

    public bool SawGap { get { lock (_lock) return _gap; } }

    private void Apply(ChangeBatch batch)
    {
        if (batch.Position <= _position) return;
        if (batch.Position != _position + 1) throw new InvalidOperationException($"Position {batch.Position} came after {_position}.");
        _position = batch.Position;
        _applied.Add(batch);
        foreach (var change in batch.Changes)
        {
            if (change.Layer is not ("incidents" or "deployments")) continue;
            if (change.Op == "deleted") _map.Remove((change.Layer, change.Id));
            else _map[(change.Layer, change.Id)] = change.Revision;
        }
    }
}

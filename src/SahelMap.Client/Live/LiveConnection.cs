using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.SignalR.Client;
using SahelMap.Contracts.Live;

namespace SahelMap.Client.Live;

public enum LiveStatus { Connecting, Live, Reconnecting, Offline }

/// <summary>
/// The hub client: applies each committed transaction once and in order. Pushes that arrive while <c>Resume</c> is under way
/// wait for its answer; a gap, however it came, is closed by another Resume.
/// </summary>
public sealed class LiveConnection(NavigationManager navigation, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan[] Pauses = [.. new[] { 0.5, 1, 2, 4, 8, 15, 30 }.Select(TimeSpan.FromSeconds)];
    private static readonly TimeSpan OfflineAfter = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource stop = new();
    private readonly SortedDictionary<long, ChangeBatch> waiting = [];
    private HubConnection? hub;
    private string? epoch;
    private long? position;
    private bool resuming;
    private bool draining;

    public LiveStatus Status { get; private set; } = LiveStatus.Connecting;

    /// <summary>When the connection was lost; null while it stands.</summary>
    public DateTimeOffset? LostAt { get; private set; }

    public DateTimeOffset? NextTryAt { get; private set; }

    public event Action? StatusChanged;
    public event Func<LiveBatch, Task>? Changed;
    public event Func<OverlapsChanged, Task>? OverlapsChanged;
    public event Func<ReloadNotice, Task>? ReloadAsked;

    /// <summary>How many changes were caught up after a time away.</summary>
    public event Action<int>? CaughtUp;

    /// <summary>Connects, and goes on connecting. What the map shows was read at that position: everything after it follows.</summary>
    public void Start(string? dataEpoch, long? dataPosition)
    {
        (epoch, position) = (dataEpoch, dataPosition);
        _ = RunAsync(stop.Token);
    }

    private async Task RunAsync(CancellationToken ct)
    {
        hub = new HubConnectionBuilder()
            .WithUrl(navigation.ToAbsoluteUri("live"))
            .AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ClientJson.Default))
            .Build();
        hub.On<ChangeBatch>(nameof(ILiveMapClient.Changed), OnChanged);
        hub.On<OverlapsChanged>(nameof(ILiveMapClient.OverlapsChanged), c => TellAsync(OverlapsChanged, c));
        hub.On<ReloadNotice>(nameof(ILiveMapClient.Reload), OnReload);
        hub.Closed += _ => { Lost(); Set(LiveStatus.Reconnecting); return ConnectAsync(ct); };
        await ConnectAsync(ct);
    }

    private async Task ConnectAsync(CancellationToken ct)
    {
        for (var attempt = 0; !ct.IsCancellationRequested; attempt++)
        {
            try
            {
                await hub!.StartAsync(ct);
                await ResumeAsync(ct);
                LostAt = NextTryAt = null;
                Set(LiveStatus.Live);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                if (hub!.State != HubConnectionState.Disconnected) await hub.StopAsync(CancellationToken.None);
                Lost();
                var pause = Pauses[Math.Min(attempt, Pauses.Length - 1)];
                NextTryAt = clock.GetUtcNow() + pause;
                Set(clock.GetUtcNow() - LostAt > OfflineAfter ? LiveStatus.Offline : LiveStatus.Reconnecting);
                await Task.Delay(pause, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ResumeAsync(CancellationToken ct)
    {
        var first = position is null;
        resuming = true;
        ResumeAnswer answer;
        try
        {
            answer = await hub!.InvokeAsync<ResumeAnswer>(nameof(ILiveMapHub.Resume), epoch, position, ct);
        }
        finally
        {
            resuming = false;
        }

        epoch = answer.Epoch;
        if (answer.Reload is { } reload)
        {
            await OnReload(reload);
        }
        else
        {
            foreach (var batch in answer.Batches) await ApplyAsync(batch, caughtUp: true);
            position = Math.Max(position ?? 0, answer.Position);
            if (answer.Batches.Count > 0)
            {
                // Overlaps are not part of the answer.
                await TellAsync(OverlapsChanged, new OverlapsChanged(answer.Position, [], []));
                if (!first) CaughtUp?.Invoke(answer.Batches.Sum(b => b.Changes.Count));
            }
        }

        await DrainAsync();
    }

    private async Task OnChanged(ChangeBatch batch)
    {
        waiting[batch.Position] = batch;
        if (!resuming) await DrainAsync();
    }

    private async Task DrainAsync()
    {
        if (draining) return; // the one under way takes what has come since
        draining = true;
        try
        {
            while (waiting.Count > 0 && waiting.First() is var (at, batch))
            {
                if (at > position + 1)
                {
                    await ResumeAsync(stop.Token);
                    continue;
                }

                waiting.Remove(at);
                await ApplyAsync(batch, caughtUp: false);
            }
        }
        finally
        {
            draining = false;
        }
    }

    private async Task ApplyAsync(ChangeBatch batch, bool caughtUp)
    {
        if (batch.Position <= position) return;
        position = batch.Position;
        await TellAsync(Changed, new LiveBatch(batch, clock.GetUtcNow(), caughtUp));
    }

    /// <summary>Every listener is told, and waited for; one that fails must not keep the others from hearing.</summary>
    private static async Task TellAsync<T>(Func<T, Task>? listeners, T what)
    {
        foreach (var listener in listeners?.GetInvocationList().Cast<Func<T, Task>>() ?? [])
        {
            try
            {
                await listener(what);
            }
            catch (Exception e) when (e is Microsoft.JSInterop.JSException or HttpRequestException)
            {
                Console.Error.WriteLine(e);
            }
        }
    }

    private async Task OnReload(ReloadNotice notice)
    {
        if (notice.Reason == "overlaps") // these alone, and no position is passed over
        {
            await TellAsync(OverlapsChanged, new OverlapsChanged(notice.Position, [], []));
            return;
        }

        epoch = notice.Epoch;
        position = notice.Position;
        foreach (var old in waiting.Keys.Where(p => p <= notice.Position).ToArray()) waiting.Remove(old);
        await TellAsync(ReloadAsked, notice);
    }

    private void Lost() => LostAt ??= clock.GetUtcNow();

    private void Set(LiveStatus status)
    {
        Status = status;
        StatusChanged?.Invoke();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (hub is not null) await hub.DisposeAsync();
        stop.Dispose();
    }
}

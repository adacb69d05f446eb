using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.SignalR.Client;
using Npgsql;
using SahelMap.Contracts.Live;

namespace SahelMap.Benchmarks;

/// <summary>From the moment COMMIT is sent to the moment a hub client has the event, one change at a time.</summary>
public static class LiveBench
{
    private const int Commits = 400, WarmUp = 50;

    public static async Task<IEnumerable<Measure>> RunAsync(Bed bed, CancellationToken ct)
    {
        var arrived = new ConcurrentDictionary<string, TaskCompletionSource<long>>();
        await using var hub = new HubConnectionBuilder().WithUrl(new Uri(bed.Server.Address, "live")).Build();
        hub.On<ChangeBatch>(nameof(ILiveMapClient.Changed), batch =>
        {
            var now = Stopwatch.GetTimestamp();
            foreach (var change in batch.Changes)
                if (arrived.TryGetValue(change.Id, out var waiting)) waiting.TrySetResult(now);
        });
        await hub.StartAsync(ct);
        await hub.InvokeAsync<ResumeAnswer>(nameof(ILiveMapHub.Resume), null, null, ct);

        await using var connection = await bed.Database.OpenConnectionAsync(ct);
        var took = new List<double>();
        for (var i = 0; i < Commits + WarmUp; i++)
        {
            var id = Guid.NewGuid();
            var waiting = arrived[id.ToString()] = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using (var insert = new NpgsqlCommand("""
                INSERT INTO incident (id, dataset, title, type, period, location, synthetic, source, basis, confidence, verified, entered_by)
                SELECT $1, 'synthetic', 'Synthetic: live benchmark', 'Other', '[2020-01-01,2020-01-02)', 'SRID=4326;POINT(-1 15)', true,
                       id, 'synthetic', 'low', false, 'benchmark' FROM source LIMIT 1
                """, connection, transaction))
            {
                insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
                await insert.ExecuteNonQueryAsync(ct);
            }

            var committing = Stopwatch.GetTimestamp();
            await transaction.CommitAsync(ct);
            var at = await waiting.Task.WaitAsync(TimeSpan.FromSeconds(30), ct);
            if (i >= WarmUp) took.Add(Stopwatch.GetElapsedTime(committing, at).TotalMilliseconds);
        }

        await using var clear = bed.Database.CreateCommand("DELETE FROM incident WHERE entered_by = 'benchmark'");
        await clear.ExecuteNonQueryAsync(ct);
        return
        [
            new("live", $"commit → event in a hub client, p50 of {Commits}", Sample.Ms(Sample.Percentile(took, .5))),
            new("live", "the same, p95", Sample.Ms(Sample.Percentile(took, .95)), Note: "target: 50 ms"),
        ];
    }
}

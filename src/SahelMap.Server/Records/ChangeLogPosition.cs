using System.Globalization;
using Npgsql;

namespace SahelMap.Server.Records;

/// <summary>How far the change log had come, in which database.</summary>
public readonly record struct ChangeLogPosition(Guid Epoch, long Position)
{
    public static async Task<ChangeLogPosition> Read(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT epoch, position FROM change_log_state", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(reader.GetGuid(0), reader.GetInt64(1));
    }

    /// <summary>And the last position of which the log no longer says what changed.</summary>
    public static async Task<(ChangeLogPosition At, long Pruned)> ReadWithPruned(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT epoch, position, pruned FROM change_log_state", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (new(reader.GetGuid(0), reader.GetInt64(1)), reader.GetInt64(2));
    }

    /// <summary>Tells the reader from where to resume the live feed: everything up to here is in the answer.</summary>
    public void SendWith(HttpResponse response)
    {
        response.Headers["X-SahelMap-Position"] = Position.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-SahelMap-Epoch"] = Epoch.ToString("D");
    }

    /// <summary>The same for an Arrow schema, with the number of rows.</summary>
    public Dictionary<string, string> Metadata(long count) => new()
    {
        ["sahelmap.epoch"] = Epoch.ToString("D"),
        ["sahelmap.position"] = Position.ToString(CultureInfo.InvariantCulture),
        ["sahelmap.count"] = count.ToString(CultureInfo.InvariantCulture),
    };
}

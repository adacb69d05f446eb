using Npgsql;
using NpgsqlTypes;
using SahelMap.Server.Database;

namespace SahelMap.Server.Records;

/// <summary>Table source: one row per distinct citation.</summary>
public static class SourceRow
{
    /// <param name="connection">In the transaction that writes the record.</param>
    /// <param name="record">The record as on the wire: its provenance is flat among its members.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Guid> FindOrCreate(NpgsqlConnection connection, string record, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var command = new NpgsqlCommand(Sql.Read("Records/source.sql"), connection);
            command.Parameters.Add(new NpgsqlParameter { Value = record, NpgsqlDbType = NpgsqlDbType.Jsonb });
            // No row: the insert waited for another transaction's, which this statement's snapshot does not show; the next one's does.
            if (await command.ExecuteScalarAsync(cancellationToken) is Guid id) return id;
        }
    }
}

using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SahelMap.Server.Database;

namespace SahelMap.Server.Imports;

/// <summary>Table source: one row per distinct citation.</summary>
public static class SourceTable
{
    /// <summary>The ids of sources, in their order; new ones are made.</summary>
    public static async Task<IReadOnlyList<Guid>> ResolveAsync(NpgsqlConnection connection, IReadOnlyList<SourceDraft> sources, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql.Read("Imports/sources.sql"), connection);
        Texts(sources.Select(s => s.Name));
        Texts(sources.Select(s => s.Citation));
        Texts(sources.Select(s => s.Url));
        Texts(sources.Select(s => JsonSerializer.Serialize(s.Links)));
        Texts(sources.Select(s => s.Licence));
        command.Parameters.Add(new NpgsqlParameter { Value = sources.Select(s => s.Retrieved).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });

        while (true)
        {
            var ids = new List<Guid>(sources.Count);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                if (!reader.IsDBNull(0)) ids.Add(reader.GetGuid(0));
            if (ids.Count == sources.Count) return ids;
            // The insert waited for another transaction's, which this statement's snapshot does not show; the next one's does.
        }

        void Texts(IEnumerable<string?> values) =>
            command.Parameters.Add(new NpgsqlParameter { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
    }
}

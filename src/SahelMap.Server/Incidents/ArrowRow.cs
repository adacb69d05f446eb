using System.Runtime.CompilerServices;
using Npgsql;

namespace SahelMap.Server.Incidents;

/// <summary>What an incident's kind, place and toll are made of in the columns for the map: few combinations, however many rows.</summary>
internal readonly record struct IncidentKind(string Type, string DatePrecision, string GeoPrecision, string Dataset, bool Synthetic, bool CountedElsewhere, int Days);

/// <inheritdoc cref="IncidentKind"/>
internal readonly record struct IncidentPlace(string? Country, string? Admin1);

/// <inheritdoc cref="IncidentKind"/>
internal readonly record struct IncidentToll(int? Deaths, int? Civilians, int? Peacekeepers);

/// <summary>One row of arrow.sql, in the order of its columns.</summary>
internal readonly record struct ArrowRow(
    int Key, Guid Id, double Lon, double Lat, int From, IncidentKind Kind, string Actors, IncidentPlace Place, IncidentToll Toll, bool Removed)
{
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public static async IAsyncEnumerable<ArrowRow> ReadAsync(NpgsqlCommand command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) yield return Read(row);
    }

    private static ArrowRow Read(NpgsqlDataReader row)
    {
        var (from, until) = (row.GetFieldValue<DateOnly>(4).DayNumber, row.GetFieldValue<DateOnly>(5).DayNumber);
        return new(row.GetInt32(0), row.GetGuid(1), row.GetDouble(2), row.GetDouble(3), from - Epoch,
            new(row.GetString(6), row.GetString(8), row.GetString(9), row.GetString(10), row.GetBoolean(16), row.GetBoolean(17), until - from),
            row.GetString(7), new(Text(row, 11), Text(row, 12)), new(Number(row, 13), Number(row, 14), Number(row, 15)), row.GetBoolean(18));
    }

    public static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
}

/// <summary>Every distinct value of the rows that follow: an Arrow stream has its dictionaries before its first row.</summary>
/// <param name="Rows">How many rows follow.</param>
internal sealed record ArrowValues(
    long Rows, IReadOnlyList<string> Actors, IReadOnlyList<IncidentPlace> Places, IReadOnlyList<IncidentKind> Kinds, IReadOnlyList<IncidentToll> Tolls)
{
    // What grouping() of arrow_values.sql gives for each of its four groupings.
    private const int ByActors = 0b0111, ByPlace = 0b1011, ByKind = 0b1101;

    public static async Task<ArrowValues> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        List<string> actors = [];
        List<IncidentPlace> places = [];
        List<IncidentKind> kinds = [];
        List<IncidentToll> tolls = [];
        long rows = 0;
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            switch (row.GetInt32(0))
            {
                case ByActors:
                    actors.Add(row.GetString(2));
                    rows += row.GetInt64(1);
                    break;
                case ByPlace:
                    places.Add(new(ArrowRow.Text(row, 3), ArrowRow.Text(row, 4)));
                    break;
                case ByKind:
                    kinds.Add(new(row.GetString(5), row.GetString(6), row.GetString(7), row.GetString(8), row.GetBoolean(9), row.GetBoolean(10), row.GetInt32(11)));
                    break;
                default:
                    tolls.Add(new(ArrowRow.Number(row, 12), ArrowRow.Number(row, 13), ArrowRow.Number(row, 14)));
                    break;
            }
        return new(rows, actors, places, kinds, tolls);
    }
}

using Npgsql;
using SahelMap.Server.Database;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;
using SahelMap.Server.Records;

namespace SahelMap.Server.Incidents;

/// <summary>What of the incidents passes the filter, for a page that does not hold them.</summary>
/// <param name="Total">All incidents, whatever the filter.</param>
/// <param name="Deaths">Best estimates; dead that other records count too are left out, as in the other two sums.</param>
/// <param name="ByActor">Incidents that name the actor as a side.</param>
/// <param name="ByRegion">By id of the first-level region; "" where none is known.</param>
/// <param name="ByMonth">By the month of the first day and type; months without incidents are left out. The period does not restrict it.</param>
public sealed record IncidentCounts(
    long Total, long Shown, long Synthetic, long Deaths, long CivilianDeaths, long PeacekeeperDeaths,
    IReadOnlyDictionary<string, CountBeside> ByType, IReadOnlyDictionary<string, CountBeside> ByActor,
    IReadOnlyDictionary<string, long> BySource, IReadOnlyDictionary<string, long> ByRegion,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> ByMonth)
{
    // What grouping() of counts.sql gives for each of its groupings.
    private const int ByTypeOnly = 0b01111, ByActors = 0b10111, ByDataset = 0b11011, ByAdmin1 = 0b11101, ByMonthAndType = 0b01110;

    public static async Task<IResult> Get(HttpContext context, NpgsqlDataSource database, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!Filter.TryParse(context.Request.Query, [], out var filter, out var problem, clock: clock)) return problem.Result();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var at = await ChangeLogPosition.Read(connection, cancellationToken);
        at.SendWith(context.Response);
        if (ETags.NotModified(context, ETags.OfPosition(at, $"{context.Request.Path}?{filter.ToQuery()}"))) return Results.Empty;
        return Results.Ok(await ReadAsync(connection, filter, cancellationToken));
    }

    private static async Task<IncidentCounts> ReadAsync(NpgsqlConnection connection, Filter filter, CancellationToken cancellationToken)
    {
        IncidentCounts counts = null!;
        Dictionary<string, CountBeside> types = [], actors = [];
        Dictionary<string, long> sources = [], regions = [];
        Dictionary<string, IReadOnlyDictionary<string, long>> months = [];
        await using var command = FilterSql.Command(connection, Sql.Read("Incidents/counts.sql"), filter, Layer.Incidents);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var shown = row.GetInt64(6);
            switch (row.GetInt32(0))
            {
                case ByTypeOnly:
                    types[row.GetString(1)] = new(shown, row.GetInt64(7));
                    break;
                case ByActors:
                    foreach (var code in row.GetString(2).Split(';', StringSplitOptions.RemoveEmptyEntries))
                        actors[code] = actors.GetValueOrDefault(code).And(shown, row.GetInt64(8));
                    break;
                case ByDataset:
                    sources[row.GetString(3)] = shown;
                    break;
                case ByAdmin1:
                    regions[row.GetString(4)] = shown;
                    break;
                case ByMonthAndType:
                    if (!months.TryGetValue(row.GetString(5), out var month)) months[row.GetString(5)] = month = new Dictionary<string, long>();
                    if (row.GetInt64(9) > 0) ((Dictionary<string, long>)month)[row.GetString(1)] = row.GetInt64(9);
                    break;
                default: // all together; comes first
                    counts = new(row.GetInt64(14), shown, row.GetInt64(10), row.GetInt64(11), row.GetInt64(12), row.GetInt64(13), types, actors, sources, regions, months);
                    break;
            }
        }
        return counts;
    }
}

/// <param name="Shown">Under the whole filter.</param>
/// <param name="Available">Under the filter without this one choice, of types or of actors.</param>
public readonly record struct CountBeside(long Shown, long Available)
{
    public CountBeside And(long shown, long available) => new(Shown + shown, Available + available);
}

using Npgsql;
using SahelMap.Contracts;
using SahelMap.Server.Database;
using SahelMap.Server.Filtering;
using SahelMap.Server.Problems;
using SahelMap.Server.Records;

namespace SahelMap.Server.Incidents;

/// <summary>What of the incidents passes the filter, for a page that does not hold them.</summary>
/// <param name="Total">All incidents, whatever the filter.</param>
/// <param name="Deaths">Best estimates; dead that other records count too are left out, as in the other two sums.</param>
/// <param name="ByActor">Incidents that name the actor as a side.</param>
/// <param name="ByCountry">"" where none is known, as in regions. What is available counts without the choice of regions too.</param>
public sealed record IncidentCounts(
    long Total, long Shown, long Synthetic, long Deaths, long CivilianDeaths, long PeacekeeperDeaths,
    IReadOnlyDictionary<string, CountBeside> ByType, IReadOnlyDictionary<string, CountBeside> ByActor, IReadOnlyDictionary<string, long> BySource,
    IReadOnlyDictionary<string, CountBeside> ByCountry, IReadOnlyDictionary<string, CountBeside> ByRegion, CountsByDay Days)
{
    // What grouping() of counts.sql gives for each of its groupings.
    private const int OfType = 0b011111, OfActors = 0b101111, OfDataset = 0b110111, OfCountry = 0b111011, OfRegion = 0b111101, OfDayAndType = 0b011110;

    internal static async Task<IResult> Get(HttpContext context, NpgsqlDataSource database, CurrentColumns current, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!Filter.TryParse(context.Request.Query, [], out var filter, out var problem, clock: clock)) return problem.Result();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var at = await ChangeLogPosition.Read(connection, cancellationToken);
        at.SendWith(context.Response);
        if (ETags.NotModified(context, ETags.OfPosition(at, $"{context.Request.Path}?{filter.ToQuery()}"))) return Results.Empty;
        return Results.Ok(MapFilter.Knows(filter)
            ? MapCounts.Of(await current.NowAsync(connection, at, cancellationToken), filter)
            : await ReadAsync(connection, filter, cancellationToken));
    }

    private static async Task<IncidentCounts> ReadAsync(NpgsqlConnection connection, Filter filter, CancellationToken cancellationToken)
    {
        IncidentCounts counts = null!;
        Dictionary<string, CountBeside> types = [], actors = [], countries = [], regions = [];
        Dictionary<string, long> sources = [];
        List<(DateOnly Day, string Type, long Count)> days = [];
        await using var command = FilterSql.Command(connection, Sql.Read("Incidents/counts.sql"), filter, Layer.Incidents);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var shown = row.GetInt64(7);
            switch (row.GetInt32(0))
            {
                case OfType:
                    types[row.GetString(1)] = new(shown, row.GetInt64(8));
                    break;
                case OfActors:
                    foreach (var code in row.GetString(2).Split(';', StringSplitOptions.RemoveEmptyEntries))
                        actors[code] = actors.GetValueOrDefault(code).And(shown, row.GetInt64(9));
                    break;
                case OfDataset:
                    sources[row.GetString(3)] = shown;
                    break;
                case OfCountry:
                    countries[row.GetString(4)] = new(shown, row.GetInt64(11));
                    break;
                case OfRegion:
                    regions[row.GetString(5)] = new(shown, row.GetInt64(12));
                    break;
                case OfDayAndType:
                    if (row.GetInt64(10) > 0) days.Add((row.GetFieldValue<DateOnly>(6), row.GetString(1), row.GetInt64(10)));
                    break;
                default: // all together
                    counts = new(row.GetInt64(17), shown, row.GetInt64(13), row.GetInt64(14), row.GetInt64(15), row.GetInt64(16),
                        types, actors, sources, countries, regions, CountsByDay.None);
                    break;
            }
        }
        return counts with { Days = CountsByDay.Of(days) };
    }
}

/// <param name="Shown">Under the whole filter.</param>
/// <param name="Available">Under the filter without this one choice.</param>
public readonly record struct CountBeside(long Shown, long Available)
{
    public CountBeside And(long shown, long available) => new(Shown + shown, Available + available);
}

/// <summary>Incidents by their first day, under the filter but for its period.</summary>
/// <param name="First">The first day; null where there is none.</param>
/// <param name="ByType">A number for each day from there on.</param>
public sealed record CountsByDay(DateOnly? First, IReadOnlyDictionary<string, long[]> ByType)
{
    public static readonly CountsByDay None = new(null, new Dictionary<string, long[]>());

    /// <param name="days">In the order of the days.</param>
    public static CountsByDay Of(IReadOnlyList<(DateOnly Day, string Type, long Count)> days)
    {
        if (days.Count == 0) return None;
        var (first, length) = (days[0].Day, days[^1].Day.DayNumber - days[0].Day.DayNumber + 1);
        var byType = Enum.GetNames<IncidentType>().ToDictionary(t => t, _ => new long[length]);
        foreach (var (day, type, count) in days) byType[type][day.DayNumber - first.DayNumber] += count;
        return new(first, byType);
    }
}

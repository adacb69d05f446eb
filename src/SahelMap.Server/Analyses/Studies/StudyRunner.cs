using System.Reflection;
using NetTopologySuite.Geometries;
using Npgsql;
using SahelMap.Contracts;
using SahelMap.Domain.Analysis.Study;
using SahelMap.Server.Deployments;
using SahelMap.Server.Filtering;

namespace SahelMap.Server.Analyses.Studies;

/// <summary>Runs studies, one at a time: each takes all cores, and memory by the number of incidents.</summary>
public sealed class StudyRunner(NpgsqlDataSource database, BasemapAreas basemap) : IDisposable
{
    public const string ReceiptShape = "sahelmap-receipt-1";
    public const string Exposure = "exposure", Arrival = "arrival";

    /// <summary>The version of SahelMap, with the commit it was built from where that is known.</summary>
    public static string Code { get; } = "SahelMap " + typeof(StudyRunner).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <param name="request">As <see cref="StudyQuestion"/> read it.</param>
    /// <param name="area">Its ground.</param>
    /// <param name="asOf">The records as they stood then, for a replay; null: now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The study is too large; the message says by how much.</exception>
    public Task<AnalysisAnswer<ExposureResult>> ExposureAsync(AnalysisRequest request, Geometry area, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        RunAsync(Exposure, request, area, asOf, StudyWords.Exposure(request), (ground, incidents, _, lastDay) => ExposureAnswers.Make(ground, ExposureStudy.Run(
            ground, incidents, request.From.DayNumber, request.Until.DayNumber, request.Draws, request.Seed, cancellationToken), request, lastDay), cancellationToken);

    /// <inheritdoc cref="ExposureAsync"/>
    public Task<AnalysisAnswer<ArrivalResult>> ArrivalAsync(AnalysisRequest request, Geometry area, DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        RunAsync(Arrival, request, area, asOf, StudyWords.Arrival(request), (ground, incidents, deployments, lastDay) => ArrivalAnswers.Make(ground, ArrivalStudy.Run(
            ground, incidents, request.From.DayNumber, request.Until.DayNumber, request.WindowDays, request.BinDays, request.Draws, request.Permutations, request.Seed,
            cancellationToken), request, deployments, lastDay), cancellationToken);

    public void Dispose() => _one.Dispose();

    private async Task<AnalysisAnswer<TResult>> RunAsync<TResult>(
        string analysis, AnalysisRequest request, Geometry area, DateTimeOffset? asOf, Wording method,
        Func<StudyGround, IReadOnlyList<StudyIncident>, IReadOnlyDictionary<Guid, StudyDeployment>, int, TResult> study, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var filter = new Filter { Types = request.Types, Sources = request.Sources, MinDeaths = request.MinDeaths, AsOf = asOf };
            var records = await StudyRecords.ReadAsync(database, filter, cancellationToken);
            var areas = await basemap.Current(cancellationToken);
            var result = await Task.Run(() =>
            {
                var maker = new StudyMaker(records, request, area, areas);
                var lastDay = records.Incidents.Where(i => request.Synthetic || !i.Synthetic).Select(i => i.Until - 1).DefaultIfEmpty(0).Max();
                return study(maker.Ground(), maker.Incidents(), maker.Deployments, lastDay);
            }, cancellationToken);
            return new(ReceiptShape, analysis, request, records.Version, Code, method, StudyWords.Warning, result);
        }
        finally
        {
            _one.Release();
        }
    }
}

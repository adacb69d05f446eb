using System.IO.Pipelines;

namespace SahelMap.Server.Exports.GeoJson;

/// <summary>One feature a line and nothing else, for tools that read line by line. Each feature names its source, citation and licence.</summary>
public sealed class GeoJsonLinesFormat : IExportFormat
{
    public string Name => "geojsonl";

    public string ContentType => "application/geo+json-seq";

    public Task WriteAsync(LayerSnapshot layer, PipeWriter output, CancellationToken cancellationToken) =>
        layer.CopyFeaturesAsync(async (joined, cancel) =>
        {
            await output.WriteAsync(joined, cancel);
            return !(await output.WriteAsync(LineBreak, cancel)).IsCompleted;
        }, LineBreak, cancellationToken);

    private static readonly ReadOnlyMemory<byte> LineBreak = "\n"u8.ToArray();
}

using System.IO.Pipelines;

namespace SahelMap.Server.Exports.GeoJson;

/// <summary>A FeatureCollection (RFC 7946) that says at its top whose data it holds and under what filter; one feature a line.</summary>
public sealed class GeoJsonFormat : IExportFormat
{
    public string Name => "geojson";

    public string ContentType => "application/geo+json";

    public async Task WriteAsync(LayerSnapshot layer, PipeWriter output, CancellationToken cancellationToken)
    {
        var features = new GeoJsonStream(output);
        features.Begin(layer.Head);
        await layer.CopyFeaturesAsync(features.AddJoinedAsync, GeoJsonStream.Separator, cancellationToken);
        await features.EndAsync(cancellationToken);
    }
}

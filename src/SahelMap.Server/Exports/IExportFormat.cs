using System.IO.Pipelines;

namespace SahelMap.Server.Exports;

/// <summary>A form in which a layer leaves. To add one: a folder here and a line in <see cref="ExportFormats.All"/>.</summary>
public interface IExportFormat
{
    /// <summary>The extension of the route and of the file, e.g. "geojson".</summary>
    string Name { get; }

    string ContentType { get; }

    /// <summary>Writes the whole file; memory does not grow with it.</summary>
    Task WriteAsync(LayerSnapshot layer, PipeWriter output, CancellationToken cancellationToken);
}

using SahelMap.Server.Exports.Csv;
using SahelMap.Server.Exports.GeoJson;

namespace SahelMap.Server.Exports;

public static class ExportFormats
{
    public static IReadOnlyList<IExportFormat> All { get; } = [new GeoJsonFormat(), new GeoJsonLinesFormat(), new CsvFormat()];

    public static IExportFormat? Find(string name) => All.FirstOrDefault(f => f.Name == name);
}

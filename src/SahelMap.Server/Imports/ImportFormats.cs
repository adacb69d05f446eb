using SahelMap.Server.Imports.SahelMapGeoJson;
using SahelMap.Server.Imports.UcdpGed;

namespace SahelMap.Server.Imports;

public static class ImportFormats
{
    public static IReadOnlyList<IImportFormat> All { get; } = [new UcdpGedFormat(), new SahelMapGeoJsonFormat()];

    /// <summary>The format named, or the one that recognises the file.</summary>
    /// <exception cref="ImportException">There is none; the message lists those that there are.</exception>
    public static IImportFormat For(ImportFile file, string? name)
    {
        if (name is not null)
            return All.FirstOrDefault(f => f.Name == name)
                ?? throw new ImportException($"There is no import format \"{name}\". There are: {string.Join(", ", All.Select(f => f.Name))}.");
        return All.FirstOrDefault(f => f.Recognises(file))
            ?? throw new ImportException($"{file.Name} begins with \"{file.Beginning}\": no import format recognises that.{Environment.NewLine}"
                + string.Join(Environment.NewLine, All.Select(f => $"  {f.Name}: {f.Description}")));
    }
}

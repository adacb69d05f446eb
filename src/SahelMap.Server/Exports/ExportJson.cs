using System.Text.Encodings.Web;
using System.Text.Json;

namespace SahelMap.Server.Exports;

internal static class ExportJson
{
    /// <summary>Letters as they are: a file is no HTML page.</summary>
    public static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
}

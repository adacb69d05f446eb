using System.Buffers;
using System.Text;

namespace SahelMap.Server.Exports.Csv;

/// <summary>
/// Writes CSV by RFC 4180: commas, CRLF, quotes doubled. The file begins with the UTF-8 byte order mark: spreadsheets take "Ménaka" for
/// another encoding without it, and pandas, readr, DuckDB, GDAL and QGIS skip it.
/// </summary>
/// <remarks>
/// A text that a spreadsheet would compute (it begins with =, +, -, @, a tab or a line break) gets an apostrophe before it. Numbers and
/// days are written as they are.
/// </remarks>
internal sealed class CsvRow(IBufferWriter<byte> output)
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");
    private bool _begun;

    public static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>A text of somebody's; null: an empty field.</summary>
    public void Text(string? text)
    {
        if (text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n') text = "'" + text;
        Plain(text);
    }

    /// <summary>A number, a day, a name of ours: nothing that could be a formula.</summary>
    public void Plain(string? text)
    {
        if (_begun) output.Write(","u8);
        _begun = true;
        if (string.IsNullOrEmpty(text)) return;
        if (text.AsSpan().ContainsAny(Quoted)) text = $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        Encoding.UTF8.GetBytes(text, output);
    }

    public void End()
    {
        output.Write("\r\n"u8);
        _begun = false;
    }
}

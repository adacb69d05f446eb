using System.Runtime.CompilerServices;
using System.Text;
using Sylvan.Data.Csv;

namespace SahelMap.Server.Imports.UcdpGed;

/// <summary>
/// The Georeferenced Event Dataset of the Uppsala Conflict Data Program as CSV: the full file of a release or a cut of it, as long as
/// the columns are there without which there is no event.
/// </summary>
public sealed class UcdpGedFormat : IImportFormat
{
    private const int Buffer = 128 * 1024;
    private const int LongestRecord = 16 * 1024 * 1024;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Name => "ucdp-ged";

    public string Description => "UCDP GED, a CSV file with the columns id, type_of_violence, side_a, side_b, latitude, longitude, best and date_start "
        + "(or their older names, or year, month and day)";

    public bool Recognises(ImportFile file)
    {
        var text = Encoding.UTF8.GetString(file.Head.Span).TrimStart('\uFEFF');
        using var reader = new StringReader(text);
        return reader.ReadLine() is { } header
            && UcdpColumns.Of(header.Split(Delimiter(header)).Select(h => h.Trim().Trim('"')).ToList()).Columns is not null;
    }

    public async IAsyncEnumerable<ImportRow> ReadAsync(ImportFile file, ImportContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = file.Open();
        using var text = new StreamReader(stream, Utf8, detectEncodingFromByteOrderMarks: true, Buffer);
        var delimiter = Delimiter(file.Beginning);
        using var csv = await OpenAsync(file, text, delimiter, cancellationToken);
        var header = Enumerable.Range(0, csv.FieldCount).Select(csv.GetName).ToList();
        var (columns, missing) = UcdpColumns.Of(header);
        if (columns is null) throw new ImportException($"{file.Name} is no UCDP GED file: it lacks {string.Join(", ", missing)}.");

        var release = UcdpRelease.Of(context.Options.Release, file.Name);
        if (release is null) context.Remark("Neither the file's name nor --release says which release of UCDP GED this is: the records say \"release not stated\".");
        // An older file does not take a newer one's place: import them in any order.
        var newer = await context.KeysAsync(UcdpEvents.Dataset, name => UcdpRelease.IsLater(name, release), cancellationToken);
        var events = new UcdpEvents(columns, context, UcdpRelease.Source(release), newer);

        var line = 2;
        while (true)
        {
            ImportException? broken = null;
            try { if (!await csv.ReadAsync(cancellationToken)) break; }
            catch (Exception e) when (e is CsvRecordTooLargeException or DecoderFallbackException) { broken = Explain(e, file, line); }
            if (broken is not null) throw broken;

            var first = line;
            line += Math.Max(1, LineBreaks(csv));
            context.Position = stream.Position;
            if (csv.RowFieldCount == 1 && csv.GetFieldSpan(0).IsWhiteSpace()) continue; // an empty line
            yield return Malformed(csv, first, delimiter) ?? events.Read(csv, first);
        }
        events.Remark();
    }

    private static async Task<CsvDataReader> OpenAsync(ImportFile file, TextReader text, char delimiter, CancellationToken cancellationToken)
    {
        try
        {
            return await CsvDataReader.CreateAsync(text, new CsvDataReaderOptions
            {
                Delimiter = delimiter,
                BufferSize = Buffer,
                MaxBufferSize = LongestRecord,
                ResultSetMode = ResultSetMode.SingleResult,
                // Lax goes on after a misplaced quote where the strict reader would end; the row itself is rejected below.
                CsvStyle = CsvStyle.Lax,
                HeaderComparer = StringComparer.OrdinalIgnoreCase,
            }, cancellationToken);
        }
        catch (Exception e) when (e is CsvFormatException or CsvRecordTooLargeException or DecoderFallbackException or InvalidOperationException)
        {
            throw Explain(e, file, 1);
        }
    }

    private static ImportException Explain(Exception e, ImportFile file, int line) => e switch
    {
        DecoderFallbackException => new($"{file.Name} is not UTF-8 text: a byte after line {line} belongs to no character. Save it as UTF-8 and import it again.", e),
        CsvRecordTooLargeException => new($"{file.Name}, line {line}: a record of more than {LongestRecord / 1024 / 1024} million characters. Is a quotation mark never closed?", e),
        _ => new($"{file.Name}, line {line}, is not CSV: {e.Message}", e),
    };

    private static char Delimiter(string header) => header.AsSpan().Count(';') > header.AsSpan().Count(',') ? ';' : ',';

    /// <summary>A record spans several lines where a quoted field holds line breaks.</summary>
    private static int LineBreaks(CsvDataReader csv) => csv.GetRawRecordSpan().Count('\n');

    private static RejectedRow? Malformed(CsvDataReader csv, int line, char delimiter)
    {
        var raw = csv.GetRawRecordSpan();
        if (raw.Contains('"') && !Quotes.AreSound(raw, delimiter))
            return RejectedRow.Of(line, "(quotation marks)", raw.TrimEnd(),
                "a field in quotation marks to end before a comma or the end of the line, and marks inside it to be doubled");
        return csv.RowFieldCount == csv.FieldCount ? null
            : RejectedRow.Of(line, "(columns)", raw.TrimEnd(), $"{csv.FieldCount} fields as in the header, not {csv.RowFieldCount}");
    }
}

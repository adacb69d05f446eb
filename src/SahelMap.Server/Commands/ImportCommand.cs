using System.CommandLine;
using System.Globalization;
using System.Text;
using SahelMap.Server.Imports;
using Spectre.Console;

namespace SahelMap.Server.Commands;

/// <summary>Imports files, one transaction each.</summary>
public static class ImportCommand
{
    private const int RejectsShown = 20;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "The files to import, in this order.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string?>("--format") { Description = "Of the files; without it, each is recognised by its content.", HelpName = "NAME" };
        format.AcceptOnlyFromAmong([.. ImportFormats.All.Select(f => f.Name)]);
        var layer = new Option<string?>("--layer") { Description = "deployments or incidents, where the file does not tell.", HelpName = "LAYER" };
        layer.AcceptOnlyFromAmong("deployments", "incidents");
        var release = new Option<string?>("--release") { Description = "Of the data set, e.g. 21.1, where the file's name does not tell.", HelpName = "N" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would happen, and write nothing." };
        var rejects = new Option<string?>("--rejects") { Description = "Where to write the rejected rows with their reasons, as CSV.", HelpName = "FILE" };
        var data = CommandLine.DataOption();
        var command = new Command("import",
            "Imports UCDP GED files (CSV) and SahelMap's own exports (GeoJSON). A row that cannot be taken is listed with its reason and the rest is loaded; "
            + "the same file again changes nothing; a record that was edited here is left as it is.\n"
            + "Formats: " + string.Join("; ", ImportFormats.All.Select(f => $"{f.Name}: {f.Description}")) + ".\n"
            + "Example: sahelmap import GEDEvent_v23_1.csv")
        { files, format, layer, release, dryRun, rejects, data };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(files) ?? [],
            new ImportOptions { Format = parsed.GetValue(format), Layer = parsed.GetValue(layer), Release = parsed.GetValue(release), DryRun = parsed.GetValue(dryRun) },
            parsed.GetValue(rejects), parsed.GetValue(data), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, ImportOptions options, string? rejectsFile, string? dataFolder, CancellationToken cancellationToken)
    {
        await using var database = await CommandDatabase.OpenAsync(dataFolder, cancellationToken);
        var imports = database.Services.GetRequiredService<ImportRun>();
        List<ImportResult> results = [];
        var failed = false;
        foreach (var path in paths)
        {
            try
            {
                results.Add(await CommandScreen.WithBarAsync(Path.GetFileName(path), bar => imports.RunAsync(
                    ImportFile.At(path), options, new ImportReports(p => bar(p.Fraction, $"{CommandScreen.Count(p.Read)} rows")), cancellationToken)));
            }
            catch (ImportException e)
            {
                failed = true;
                await Console.Error.WriteLineAsync(e.Message);
            }
        }
        if (results.Count > 0) Show(results);
        if (rejectsFile is not null) await WriteRejectsAsync(rejectsFile, results, cancellationToken);
        return failed || results.Any(r => r.Read > 0 && r.Rejected == r.Read) ? CommandLine.Failed : CommandLine.Done;
    }

    private static void Show(IReadOnlyList<ImportResult> results)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (ReadOnlySpan<string>)["file", "read", "new", "updated", "unchanged", "kept", "rejected", "s"])
            table.AddColumn(new TableColumn(column) { Alignment = column == "file" ? Justify.Left : Justify.Right, NoWrap = column != "file" });
        foreach (var r in results)
            table.AddRow(Markup.Escape($"{r.File} ({r.Format}, {r.Layer ?? "nothing taken"})"), CommandScreen.Count(r.Read), CommandScreen.Count(r.Created), CommandScreen.Count(r.Updated),
                CommandScreen.Count(r.Unchanged), CommandScreen.Count(r.Kept.Count), CommandScreen.Count(r.Rejected), r.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
        CommandScreen.Print(table);

        foreach (var r in results)
        {
            foreach (var row in r.Rejects.Take(RejectsShown)) Console.WriteLine($"{r.File}, {row}");
            if (r.Rejected > RejectsShown) Console.WriteLine($"{r.File}: {CommandScreen.Count(r.Rejected - RejectsShown)} more rejected rows; --rejects FILE writes them all.");
            if (r.NewActors.Count > 0) Console.WriteLine($"{r.File}: it brought {r.NewActors.Count} actors that were not known: {string.Join(", ", r.NewActors)}.");
            foreach (var remark in r.Remarks) Console.WriteLine($"{r.File}: {remark}");
        }
        if (results.Any(r => r.DryRun)) Console.WriteLine("A dry run: nothing was written.");
    }

    private static async Task WriteRejectsAsync(string path, IReadOnlyList<ImportResult> results, CancellationToken cancellationToken)
    {
        var text = new StringBuilder("file,line,field,value,expected\n");
        foreach (var r in results)
            foreach (var row in r.Rejects)
                text.Append(CultureInfo.InvariantCulture, $"{Quoted(r.File)},{row.Line},{Quoted(row.Field)},{Quoted(row.Value)},{Quoted(row.Expected)}\n");
        await File.WriteAllTextAsync(path, text.ToString(), cancellationToken);
        Console.WriteLine($"The rejected rows are in {path}.");
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>Reports where it is called; Progress&lt;T&gt; would report later, from another thread.</summary>
internal sealed class ImportReports(Action<ImportProgress> show) : IProgress<ImportProgress>
{
    public void Report(ImportProgress value) => show(value);
}

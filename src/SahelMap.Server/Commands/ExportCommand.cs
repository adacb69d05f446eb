using System.CommandLine;
using System.IO.Pipelines;
using Microsoft.Extensions.Primitives;
using SahelMap.Server.Exports;
using SahelMap.Server.Filtering;
using Spectre.Console;

namespace SahelMap.Server.Commands;

/// <summary>Writes a filtered layer to a file, as /export does.</summary>
public static class ExportCommand
{
    private const string StandardOutput = "-";

    public static Command Create()
    {
        var layer = new Argument<string>("LAYER") { Description = string.Join(" or ", ExportLayer.Known.Select(l => l.Name)) + "." };
        layer.AcceptOnlyFromAmong([.. ExportLayer.Known.Select(l => l.Name)]);
        var file = new Argument<string>("FILE") { Description = $"Its extension tells the format: {string.Join(", ", ExportFormats.All.Select(f => f.Name))}. {StandardOutput} is the standard output." };
        var format = new Option<string?>("--format") { Description = "Where the file's extension does not tell.", HelpName = "NAME" };
        format.AcceptOnlyFromAmong([.. ExportFormats.All.Select(f => f.Name)]);
        var data = CommandLine.DataOption();
        var command = new Command("export",
            "Writes a layer to a file, with its sources, their citations and licences. The filter options are those of the API's query string.\n"
            + "Example: sahelmap export incidents wagner-2022.geojson --actor Wagner --from 2022-01-01 --until 2023-01-01")
        { layer, file, format, data };
        List<(string Name, Option<string?> Option)> filter = [];
        foreach (var parameter in FilterParameters.All)
        {
            var option = new Option<string?>($"--{parameter.Name}") { Description = parameter.Description, HelpName = "VALUE" };
            filter.Add((parameter.Name, option));
            command.Options.Add(option);
        }
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var query = filter.Where(f => parsed.GetValue(f.Option) is not null).ToDictionary(f => f.Name, f => new StringValues(parsed.GetValue(f.Option)));
            return await RunAsync(ExportLayer.Find(parsed.GetValue(layer)!)!, parsed.GetValue(file)!, parsed.GetValue(format), query, parsed.GetValue(data), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ExportLayer layer, string path, string? formatName, Dictionary<string, StringValues> query, string? dataFolder, CancellationToken cancellationToken)
    {
        var named = formatName ?? (path == StandardOutput ? "geojson" : Path.GetExtension(path).TrimStart('.'));
        if (ExportFormats.Find(named) is not { } format)
            return await WrongAsync($"{path}: there is no export format \"{named}\". There are: {string.Join(", ", ExportFormats.All.Select(f => f.Name))}. --format names one.");
        if (!Filter.TryParse(new QueryCollection(query), [], out var filter, out var problem)) return await WrongAsync(problem.Detail ?? "The filter is wrong.");

        await using var database = await CommandDatabase.OpenAsync(dataFolder, cancellationToken);
        using var names = new KnownNames(database.DataSource, TimeProvider.System);
        if (filter.Actors is { } actors && await names.UnknownActor(actors, cancellationToken) is { } actor) return await WrongAsync(Unknown("actor", actor));
        if (filter is { Sources: { } sets, AsOf: null } && await names.UnknownSource(sets, cancellationToken) is { } set)
            return await WrongAsync(Unknown("data set", (set.Name, set.Nearest)));
        if (filter.Admin1 is { } regions && await names.UnknownRegion(regions, cancellationToken) is { } region) return await WrongAsync(Unknown("region", region));

        await using var snapshot = await LayerSnapshot.TakeAsync(database.DataSource, layer, filter, TimeProvider.System, cancellationToken);
        if (path == StandardOutput)
        {
            await using var output = Console.OpenStandardOutput();
            await WriteAsync(snapshot, format, output, cancellationToken);
            return CommandLine.Done;
        }

        // A file that is there stays as it is until the new one is whole.
        var unfinished = path + ".part";
        try
        {
            await using (var file = File.Create(unfinished)) await WriteAsync(snapshot, format, file, cancellationToken);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{path} cannot be written: {e.Message}");
            return CommandLine.Failed;
        }
        finally
        {
            if (File.Exists(unfinished)) File.Delete(unfinished);
        }
        await Console.Out.WriteLineAsync($"{path}: {CommandScreen.Count(snapshot.Count)} {layer.Name}, {snapshot.Head.Filter}"
            + $"{(snapshot.Head.Synthetic > 0 ? $"; {CommandScreen.Count(snapshot.Head.Synthetic)} of them synthetic" : "")}.");
        return CommandLine.Done;
    }

    private static async Task WriteAsync(LayerSnapshot snapshot, IExportFormat format, Stream output, CancellationToken cancellationToken)
    {
        var writer = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        await CommandScreen.WithBarAsync($"{snapshot.Head.Layer}.{format.Name}", async _ =>
        {
            await format.WriteAsync(snapshot, writer, cancellationToken);
            return true;
        });
        await writer.CompleteAsync();
    }

    private static string Unknown(string what, (string Name, string? Nearest) unknown) =>
        $"There is no {what} \"{unknown.Name}\".{(unknown.Nearest is { } nearest ? $" Did you mean \"{nearest}\"?" : "")}";

    private static async Task<int> WrongAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return CommandLine.WronglyCalled;
    }
}

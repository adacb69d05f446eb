using System.CommandLine;
using System.Globalization;
using SahelMap.Server.Imports;
using SahelMap.Server.Imports.Synthetic;

namespace SahelMap.Server.Commands;

/// <summary>Makes synthetic records for trials and benchmarks, and removes them again.</summary>
public static class GenerateCommand
{
    private const int Most = 10_000_000;

    public static Command Create()
    {
        var incidents = Whole("--incidents", "How many incidents.", 0, 0, Most);
        var deployments = Whole("--deployments", "How many deployments.", 0, 0, 100_000);
        var seed = Whole("--seed", "The same seed makes the same records, ids included.", 1, int.MinValue, int.MaxValue);
        var clear = new Option<bool>("--clear") { Description = "Remove every synthetic record first." };
        var data = CommandLine.DataOption();
        var command = new Command("generate",
            "Makes synthetic incidents and deployments around the towns of the Sahel. Each says that it is synthetic, in its title, its source, its data set and its flag; "
            + "none names a real actor.\nExample: sahelmap generate --incidents 100000 --deployments 500 --seed 1")
        { incidents, deployments, seed, clear, data };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(incidents), parsed.GetValue(deployments), parsed.GetValue(seed), parsed.GetValue(clear), parsed.GetValue(data), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int incidents, int deployments, int seed, bool clear, string? dataFolder, CancellationToken cancellationToken)
    {
        if (incidents == 0 && deployments == 0 && !clear)
        {
            await Console.Error.WriteLineAsync("Say how many: --incidents N, --deployments N, or --clear to remove those that are there.");
            return CommandLine.WronglyCalled;
        }
        await using var database = await CommandDatabase.OpenAsync(dataFolder, cancellationToken);
        var synthetic = database.Services.GetRequiredService<SyntheticData>();
        if (clear)
        {
            var gone = await synthetic.ClearAsync(cancellationToken);
            Console.WriteLine($"Removed {CommandScreen.Count(gone.Incidents)} synthetic incidents and {CommandScreen.Count(gone.Deployments)} synthetic deployments.");
        }
        if (deployments > 0) await MakeAsync(synthetic, "deployments", deployments, seed, cancellationToken);
        if (incidents > 0) await MakeAsync(synthetic, "incidents", incidents, seed, cancellationToken);
        return CommandLine.Done;
    }

    private static async Task MakeAsync(SyntheticData synthetic, string layer, int count, int seed, CancellationToken cancellationToken)
    {
        try
        {
            var made = await CommandScreen.WithBarAsync($"Synthetic {layer}", bar => synthetic.GenerateAsync(
                layer, count, seed, new ImportReports(p => bar(p.Fraction, CommandScreen.Count(p.Read))), cancellationToken));
            Console.WriteLine($"Synthetic {layer}: {CommandScreen.Count(made.Created)} new, {CommandScreen.Count(made.Updated)} updated, "
                + $"{CommandScreen.Count(made.Unchanged)} there already, in {made.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s.");
        }
        catch (ImportException e)
        {
            throw new Database.SetUpException(e.Message, e);
        }
    }

    private static Option<int> Whole(string name, string description, int otherwise, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: found {value}, expected a whole number from {least} to {most}."));
        });
        return option;
    }

}

using System.CommandLine;
using SahelMap.Server.Database;

namespace SahelMap.Server.Commands;

/// <summary>For a database that others administer: migrate before the servers of a new version start.</summary>
public static class MigrateCommand
{
    public static Command Create()
    {
        var data = CommandLine.DataOption();
        var command = new Command("migrate", "Brings the database up to date and loads geodata/, as a start of the server does.\nExample: sahelmap migrate --data ~/sahelmap") { data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var database = await CommandDatabase.OpenAsync(parsed.GetValue(data), cancellationToken);
            await Console.Out.WriteLineAsync($"The database is up to date: {Migrator.Names.Count} migrations, the last is {Path.GetFileNameWithoutExtension(Migrator.Names[^1])}.");
            return CommandLine.Done;
        });
        return command;
    }
}

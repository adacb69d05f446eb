using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using Npgsql;
using SahelMap.Server.Database;

namespace SahelMap.Server.Commands;

/// <summary>What ./sahelmap understands once the program is built. Exit codes: 0 done, 1 failed, 2 wrongly called.</summary>
public static class CommandLine
{
    public const int Done = 0, Failed = 1, WronglyCalled = 2;

    /// <summary>Time for requests to end and for PostgreSQL to stop, after Ctrl-C.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>The data folder, as every command names it.</summary>
    public static Option<string> DataOption() => new("--data")
    {
        Description = $"The folder that holds the private database, unless {CommandDatabase.Variable} names another.",
        HelpName = "DIR",
        DefaultValueFactory = _ => EmbeddedPostgres.DefaultDataFolder
    };

    /// <summary>A command rather than a RootCommand, which would be named after the assembly.</summary>
    public static Command Create()
    {
        var root = new Command("sahelmap", "SahelMap: a live map of the interventions in Mali and the Sahel, and of what happened to civilians there.")
        {
            new HelpOption(),
            new VersionOption(),
            RunCommand.Create(),
            MigrateCommand.Create(),
            PsqlCommand.Create(),
            DoctorCommand.Create(),
            ImportCommand.Create(),
            ExportCommand.Create(),
            GenerateCommand.Create(),
            ReplayCommand.Create()
        };
        return root;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length == 0)
        {
            await Create().Parse("--help").InvokeAsync();
            return WronglyCalled;
        }
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync($"See: sahelmap {Path(parsed)}--help");
            return WronglyCalled;
        }
        // A closed terminal is a Ctrl-C too: PostgreSQL must not be left running.
        using var hangUp = new CancellationTokenSource();
        using var onHangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, c =>
        {
            c.Cancel = true;
            hangUp.Cancel();
        });
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Patience }, hangUp.Token);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped.");
            return Failed;
        }
        catch (SetUpException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Failed;
        }
        catch (NpgsqlException e)
        {
            await Console.Error.WriteLineAsync(CommandDatabase.Explain(e));
            return Failed;
        }
    }

    /// <summary>The command's words, e.g. "import ".</summary>
    private static string Path(ParseResult parsed) =>
        parsed.CommandResult == parsed.RootCommandResult ? "" : parsed.CommandResult.Command.Name + " ";
}

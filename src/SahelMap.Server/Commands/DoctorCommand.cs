using System.CommandLine;
using System.Runtime.CompilerServices;
using Npgsql;
using SahelMap.Server.Database;
using Spectre.Console;

namespace SahelMap.Server.Commands;

/// <summary>Looks at what a server needs, changes nothing, and says what to mend and how.</summary>
public static class DoctorCommand
{
    public static Command Create()
    {
        var data = CommandLine.DataOption();
        var port = RunCommand.PortOption();
        var command = new Command("doctor", "Looks at what the server needs and says what is wrong and how to mend it; changes nothing.\nExample: sahelmap doctor --data ~/sahelmap") { data, port };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(data), parsed.GetValue(port), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? dataFolder, int port, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        await foreach (var finding in ExamineAsync(dataFolder ?? EmbeddedPostgres.DefaultDataFolder, port, cancellationToken)) findings.Add(finding);

        // As long as they come out: a wrapped line cannot be copied or searched.
        AnsiConsole.Profile.Width = int.MaxValue;
        foreach (var f in findings)
        {
            var mark = f.State switch { FindingState.Good => "[green]ok  [/]", FindingState.Odd => "[yellow]note[/]", _ => "[red]bad [/]" };
            AnsiConsole.MarkupLine($"{mark}  {f.Check,-15}{Markup.Escape(f.Found)}");
            if (f.Mend is not null) AnsiConsole.MarkupLine($"{"",21}[bold]to mend it:[/] {Markup.Escape(f.Mend)}");
        }
        return findings.Any(f => f.State == FindingState.Bad) ? CommandLine.Failed : CommandLine.Done;
    }

    private static async IAsyncEnumerable<Finding> ExamineAsync(string dataFolder, int port, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await MachineChecks.PortAsync(port, cancellationToken);
        yield return MachineChecks.Geodata(new SahelMapOptions { ConnectionString = "" }.GeodataFolder);

        if (CommandDatabase.External is { } external)
        {
            yield return Finding.Good("database", $"{DatabaseFailure.Address(external)}, named by {CommandDatabase.Variable}");
            foreach (var finding in await DatabaseChecks.RunAsync(external, cancellationToken)) yield return finding;
            yield break;
        }

        yield return await MachineChecks.PostgresAsync(cancellationToken);
        yield return MachineChecks.Disk(dataFolder);
        if (!Directory.Exists(EmbeddedPostgres.ClusterIn(dataFolder)))
        {
            yield return Finding.Odd("data folder", $"{dataFolder} holds no database yet", "sahelmap run makes it");
            yield break;
        }
        var (folder, postgres) = await OpenAsync(dataFolder, cancellationToken);
        yield return folder;
        if (postgres is null) yield break;
        await using (postgres)
            foreach (var finding in await DatabaseChecks.RunAsync(postgres.ConnectionString, cancellationToken)) yield return finding;
    }

    private static async Task<(Finding, EmbeddedPostgres?)> OpenAsync(string dataFolder, CancellationToken cancellationToken)
    {
        List<string> said = [];
        try
        {
            var postgres = await EmbeddedPostgres.StartAsync(dataFolder, settings: null, said.Add, cancellationToken);
            var running = postgres.WasRunning ? "its PostgreSQL is running" : "its PostgreSQL was started for this look";
            return (Finding.Good("data folder", $"{postgres.DataFolder}; {running}"), postgres);
        }
        catch (Exception e) when (e is SetUpException or NpgsqlException)
        {
            return (Finding.Bad("data folder", string.Join(' ', [.. said, e is SetUpException ? e.Message : CommandDatabase.Explain(e)]),
                $"see the log in {EmbeddedPostgres.ClusterIn(dataFolder)}/log"), null);
        }
    }
}

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;
using SahelMap.Server.Database;

namespace SahelMap.Server.Commands;

/// <summary>psql on the database in use. What it changes reaches every open map.</summary>
public static class PsqlCommand
{
    public static Command Create()
    {
        var data = CommandLine.DataOption();
        var arguments = new Argument<string[]>("psql-options")
        {
            Description = "Handed to psql as they are; after -- where they look like ours.",
            Arity = ArgumentArity.ZeroOrMore
        };
        var command = new Command("psql", "Opens psql on the database in use.\nExample: sahelmap psql -c \"SELECT count(*) FROM incident\"") { data, arguments };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(data), [.. parsed.GetValue(arguments) ?? [], .. parsed.UnmatchedTokens], cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? dataFolder, string[] arguments, CancellationToken cancellationToken)
    {
        await using var postgres = CommandDatabase.External is null ? await CommandDatabase.StartEmbeddedAsync(dataFolder, cancellationToken) : null;
        var start = new ProcessStartInfo(postgres is null ? "psql" : Path.Combine(postgres.Bin, "psql"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        Describe(start, new NpgsqlConnectionStringBuilder(CommandDatabase.External ?? postgres!.ConnectionString));

        // Ctrl-C is psql's: it ends a query there, not us.
        using var ignored = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => c.Cancel = true);
        try
        {
            using var psql = Process.Start(start)!;
            await psql.WaitForExitAsync(CancellationToken.None);
            return psql.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new SetUpException("psql is not installed. On Debian or Ubuntu: apt-get install postgresql-client", e);
        }
    }

    /// <summary>By environment, so that a password shows in no list of processes.</summary>
    private static void Describe(ProcessStartInfo start, NpgsqlConnectionStringBuilder c)
    {
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["PGHOST"] = c.Host ?? "localhost";
        start.Environment["PGPORT"] = c.Port.ToString(CultureInfo.InvariantCulture);
        if (c.Database is { } database) start.Environment["PGDATABASE"] = database;
        if (c.Username is { } user) start.Environment["PGUSER"] = user;
        if (c.Password is { } password) start.Environment["PGPASSWORD"] = password;
        if (c.RootCertificate is { } root) start.Environment["PGSSLROOTCERT"] = root;
        start.Environment["PGSSLMODE"] = c.SslMode switch
        {
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            var mode => mode.ToString().ToLowerInvariant()
        };
        start.Environment["PGAPPNAME"] = "sahelmap psql";
        start.Environment["PGTZ"] = "UTC";
    }
}

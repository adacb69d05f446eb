using System.Diagnostics;
using System.Text.RegularExpressions;
using SahelMap.Server.Commands;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.StartUp;

public sealed partial class LauncherTests
{
    private static readonly string[] TheLaunchersOwn = ["test", "bench"];

    [Fact]
    public async Task The_launchers_help_lists_the_commands_that_exist_and_no_other()
    {
        var (exit, help) = await Launch("--help");

        Assert.Equal(0, exit);
        Assert.Equal(
            CommandLine.Create().Subcommands.Select(c => c.Name).Concat(TheLaunchersOwn).Order(StringComparer.Ordinal),
            Listed().Matches(help).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Tests_that_do_not_exist_are_a_usage_error()
    {
        var (exit, said) = await Launch("test", "nonsense");

        Assert.Equal(2, exit);
        Assert.Contains("nonsense", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_shows_an_example() =>
        Assert.All(CommandLine.Create().Subcommands, c => Assert.Contains($"Example: sahelmap {c.Name}", c.Description, StringComparison.Ordinal));

    [Fact]
    public void What_a_person_or_CI_starts_may_be_executed()
    {
        foreach (var file in new[] { Repository.PathTo("sahelmap"), Repository.PathTo(".ci", "run") })
            if (!OperatingSystem.IsWindows()) Assert.True(File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute), file);
    }

    private static async Task<(int ExitCode, string Said)> Launch(params string[] arguments)
    {
        // From another folder: the launcher finds its own.
        var start = new ProcessStartInfo("bash", [Repository.PathTo("sahelmap"), .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }

    [GeneratedRegex(@"^  ([a-z]+)  +\S", RegexOptions.Multiline)]
    private static partial Regex Listed();
}

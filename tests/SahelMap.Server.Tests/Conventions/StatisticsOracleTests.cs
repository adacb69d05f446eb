using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using SahelMap.Server.Tests.Support;
using Xunit;

namespace SahelMap.Server.Tests.Conventions;

public sealed class StatisticsOracleTests
{
    [Fact]
    public async Task The_committed_answers_of_R_are_what_R_answers()
    {
        var start = new ProcessStartInfo("Rscript", ["--vanilla", Repository.PathTo("tests", "oracles", "statistics.R")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("Rscript is not on this machine; install r-base-core to check tests/oracles/statistics.expected.csv against R.");
            return;
        }
        using var r = process;
        var error = r.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = (await r.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).TrimEnd().Split('\n');
        await r.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(r.ExitCode == 0, await error);

        var committed = await File.ReadAllLinesAsync(Repository.PathTo("tests", "oracles", "statistics.expected.csv"), TestContext.Current.CancellationToken);
        Assert.Equal(committed.Length, said.Length);
        foreach (var (expected, line) in committed.Zip(said)) AssertSame(expected.Split(','), line.Split(','));
    }

    private static void AssertSame(string[] expected, string[] said)
    {
        Assert.Equal(expected[..3], said[..3]);
        string[] before = expected[3].Split(' '), now = said[3].Split(' ');
        Assert.Equal(before.Length, now.Length);
        for (var i = 0; i < now.Length; i++)
            Assert.True(before[i] == now[i] || Math.Abs(Number(before[i]) - Number(now[i])) <= Math.Max(1e-9 * Math.Abs(Number(before[i])), Rounding(expected[0], i)),
                $"{expected[0]}, {expected[1]}, number {i + 1}: committed {before[i]}, R now says {now[i]}");
    }

    /// <summary>A slope of 0 is whatever rounding leaves; other numbers are as they are, however small.</summary>
    private static double Rounding(string what, int number) => what == "trend" && number == 1 ? 1e-12 : 1e-300;

    private static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}

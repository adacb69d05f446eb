using Spectre.Console;

namespace SahelMap.Server.Commands;

/// <summary>What a long command shows while it works. Results go to the standard output, progress to the standard error: a pipe gets results alone.</summary>
internal static class CommandScreen
{
    private static readonly IAnsiConsole Progress = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Runs the work with a bar that the work moves, from 0 to 1; without a terminal nothing is drawn.</summary>
    public static async Task<T> WithBarAsync<T>(string title, Func<Action<double, string>, Task<T>> work)
    {
        if (Console.IsErrorRedirected) return await work((_, _) => { });
        return await Progress.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(title), maxValue: 1);
                var result = await work((fraction, text) =>
                {
                    task.Value = Math.Clamp(fraction, 0, 1);
                    task.Description = Markup.Escape($"{title}  {text}");
                });
                task.Value = 1;
                return result;
            });
    }

    /// <summary>In a pipe there is no edge to break the lines at.</summary>
    public static void Print(Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected) console.Profile.Width = 200;
        console.Write(table);
    }

    public static string Count(long number) => number.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture);
}

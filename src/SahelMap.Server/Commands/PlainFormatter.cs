using System.Globalization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace SahelMap.Server.Commands;

/// <summary>Log lines for people: time, "warning:" where it is one, the message. Logging:Console:FormatterName=json is for programs.</summary>
public sealed class PlainFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "plain";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(clock.GetLocalNow().ToString("HH:mm:ss ", CultureInfo.InvariantCulture));
        textWriter.Write(logEntry.LogLevel switch
        {
            LogLevel.Critical => "fatal: ",
            LogLevel.Error => "error: ",
            LogLevel.Warning => "warning: ",
            _ => ""
        });
        textWriter.WriteLine(logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } exception) textWriter.WriteLine(exception);
    }
}

public static class PlainFormatterLogging
{
    public static ILoggingBuilder AddPlainFormatter(this ILoggingBuilder logging)
    {
        logging.Services.TryAddSingleton(TimeProvider.System);
        return logging.AddConsoleFormatter<PlainFormatter, ConsoleFormatterOptions>();
    }
}

using System.Net.Sockets;
using Npgsql;

namespace SahelMap.Server.Database;

/// <summary>What a failure of the database means, in words that name the host and the database and never the password.</summary>
public static class DatabaseFailure
{
    /// <summary>The connection is broken or cannot be made; a failed query, a full pool or a broken constraint is no loss.</summary>
    public static bool IsLoss(Exception e) => e switch
    {
        PostgresException p => p.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
                or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.InvalidCatalogName
                or PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            || p.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException { InnerException: PostgresException inner } => IsLoss(inner),
        NpgsqlException n => n.InnerException is SocketException or IOException or ObjectDisposedException,
        ObjectDisposedException => false,
        _ => e.InnerException is { } inner && IsLoss(inner)
    };

    /// <summary>The server is there, and has no connection to spare just now.</summary>
    public static bool IsOverload(Exception e) => e switch
    {
        PostgresException p => p.SqlState == PostgresErrorCodes.TooManyConnections,
        NpgsqlException n => n.InnerException is TimeoutException && n.Message.Contains("pool", StringComparison.Ordinal),
        _ => e.InnerException is { } inner && IsOverload(inner)
    };

    public static bool IsExpected(Exception e) => e is SetUpException || IsLoss(e) || IsOverload(e) || e is TimeoutException
        || e is NpgsqlException { InnerException: TimeoutException };

    /// <summary>"sahelmap at db.example.org:5432".</summary>
    public static string Address(string connectionString)
    {
        var c = new NpgsqlConnectionStringBuilder(connectionString);
        var host = c.Host is { } h && h.StartsWith('/') ? h : $"{c.Host ?? "localhost"}:{c.Port}";
        return $"\"{c.Database ?? c.Username}\" at {host}";
    }

    /// <summary>One sentence or two: what does not work and, where it is known, what to do.</summary>
    public static string Explain(Exception e, string connectionString)
    {
        var at = Address(connectionString);
        var user = new NpgsqlConnectionStringBuilder(connectionString).Username;
        return e switch
        {
            SetUpException => e.Message,
            PostgresException p => p.SqlState switch
            {
                PostgresErrorCodes.InvalidCatalogName => $"The server is there, but has no database {at}: create it.",
                PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                    $"The database {at} refuses the role \"{user}\" or its password.",
                PostgresErrorCodes.CannotConnectNow => $"The database {at} is starting up or shutting down.",
                PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => $"The database {at} was shut down.",
                PostgresErrorCodes.TooManyConnections => $"The database {at} has no connection to spare.",
                _ => $"The database {at} answers: {p.MessageText} ({p.SqlState})."
            },
            NpgsqlException { InnerException: PostgresException inner } => Explain(inner, connectionString),
            NpgsqlException n => $"The database {at} cannot be reached ({Reason(n)}).",
            TimeoutException => $"The database {at} does not answer in time.",
            _ => $"The database {at} cannot be made ready: {e.Message}"
        };
    }

    private static string Reason(NpgsqlException e) => e.InnerException switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "nothing listens there",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } => "no such host",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "nothing listens there",
        SocketException s => s.Message,
        TimeoutException => "no answer in time",
        { } inner => inner.Message,
        null => e.Message
    };
}

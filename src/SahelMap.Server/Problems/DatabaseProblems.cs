using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace SahelMap.Server.Problems;

/// <summary>What a refusal by the database means to the client: the database guards its own truth, and this puts it into words.</summary>
public static class DatabaseProblems
{
    // By constraint: the field on the wire, and what it must hold.
    private static readonly Dictionary<string, (string Place, string Expected)> Checks = new(StringComparer.Ordinal)
    {
        ["deployment_area_in_degrees"] = ("geometry", "longitude from -180 to 180 and latitude from -90 to 90"),
        ["deployment_area_is_valid"] = ("geometry", "a valid polygon"),
        ["deployment_period_has_dates"] = ("properties.from", "days from 0001-01-01 to 9999-12-31"),
        ["incident_period_has_dates"] = ("properties.from", "days from 0001-01-01 to 9999-12-31"),
        ["deployment_role_until_in_period"] = ("properties.roleUntil", "a day inside the period"),
        ["incident_location_in_degrees"] = ("geometry", "longitude from -180 to 180 and latitude from -90 to 90"),
        ["source_url_check"] = ("url", "a link that begins with http:// or https://"),
        ["actor_code_check"] = ("code", "2 to 40 letters, digits and hyphens"),
        ["actor_colour_check"] = ("colour", "a colour as #RRGGBB"),
    };

    // By constraint: what exists already.
    private static readonly Dictionary<string, string> Uniques = new(StringComparer.Ordinal)
    {
        ["incident_pkey"] = "An incident with this id exists already. Replace it with PUT.",
        ["deployment_pkey"] = "A deployment with this id exists already. Replace it with PUT.",
        ["actor_pkey"] = "An actor with this code exists already. Replace it with PUT.",
        ["mandate_pkey"] = "A mandate with this id exists already. Replace it with PUT.",
        ["incident_dataset_dataset_key_key"] = "An incident with this dataset and datasetKey exists already.",
        ["deployment_dataset_dataset_key_key"] = "A deployment with this dataset and datasetKey exists already.",
        ["mandate_dataset_dataset_key_key"] = "A mandate with this dataset and datasetKey exists already.",
        ["norm_role_pkey"] = "A mandate states a norm once for an actor and a period; this one states one of them twice.",
    };

    /// <summary>The problem, or null where the failure is a bug of ours.</summary>
    public static ProblemDetails? From(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation => Problem.Conflict(
            Uniques.GetValueOrDefault(e.ConstraintName ?? "", "Such a record exists already.")),
        PostgresErrorCodes.ForeignKeyViolation => ForeignKey(e),
        PostgresErrorCodes.CheckViolation => Check(e),
        PostgresErrorCodes.NotNullViolation => Problem.InvalidRecord([new(Wire(e.ColumnName), "nothing", "a value")]),
        PostgresErrorCodes.ExclusionViolation => Problem.Conflict("A record that excludes this one exists already."),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected =>
            Problem.Conflict("Somebody else changed the same records at the same moment; nothing was saved. Try again."),
        PostgresErrorCodes.QueryCanceled => Problem.Make(503, "too-slow", "Too slow", "The query took longer than this server allows. Restrict it, e.g. with bbox or from and until."),
        PostgresErrorCodes.ProgramLimitExceeded => Problem.TooLarge("A text of the record is too long to be indexed."),
        PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire =>
            Problem.InvalidRecord([new("text", "a character that the database cannot hold", "text without NUL characters")]),
        _ => null,
    };

    private static ProblemDetails ForeignKey(PostgresException e)
    {
        if (e.MessageText.StartsWith("unknown actor", StringComparison.Ordinal))
            return Problem.InvalidRecord([new("actors", e.MessageText, "codes of actors; GET /api/actors lists them")]);
        // "… is still referenced …" on delete; the other way round on insert and update.
        return e.MessageText.Contains("update or delete", StringComparison.Ordinal) || e.MessageText.StartsWith("actor \"", StringComparison.Ordinal)
            ? Problem.Conflict("Other records name this one. Change or delete those first.")
            : Problem.InvalidRecord([new(e.ConstraintName?.Contains("actor", StringComparison.Ordinal) == true ? "actor" : Wire(e.ColumnName),
                "a name that no record has", "the code of an actor; GET /api/actors lists them")]);
    }

    private static ProblemDetails Check(PostgresException e)
    {
        if (Checks.TryGetValue(e.ConstraintName ?? "", out var check))
            return Problem.InvalidRecord([new(check.Place, "what the database refuses", check.Expected)]);
        // PostgreSQL names a column's check <table>_<column>_check.
        var name = e.ConstraintName ?? "record";
        if (e.TableName is { } table && name.StartsWith(table + "_", StringComparison.Ordinal)) name = name[(table.Length + 1)..];
        return Problem.InvalidRecord([new(Wire(name.Replace("_check", "", StringComparison.Ordinal)), "what the database refuses", "a value in the allowed range or list")]);
    }

    /// <summary>deaths_best → deathsBest.</summary>
    internal static string Wire(string? column)
    {
        if (column is null) return "record";
        var words = column.Split('_', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select((w, i) => i == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));
    }
}

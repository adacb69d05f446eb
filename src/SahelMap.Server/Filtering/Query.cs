using Microsoft.AspNetCore.Mvc;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Filtering;

/// <summary>What every query string must obey, with or without the filter.</summary>
public static class Query
{
    /// <summary>The problem with the first parameter that is unknown, repeated or empty; null: none is.</summary>
    public static ProblemDetails? RefuseOthers(IQueryCollection query, params IReadOnlyList<string> allowed)
    {
        foreach (var (name, values) in query)
        {
            if (!allowed.Contains(name, StringComparer.OrdinalIgnoreCase))
                return Problem.UnknownParameter(name, allowed);
            if (values.Count > 1)
                return Problem.BadParameter(name, string.Join(" and ", values.ToArray()), "the parameter once; several values are separated by commas");
            if (string.IsNullOrEmpty(values))
                return Problem.BadParameter(name, "", $"a value; leave {name} out to restrict nothing");
        }
        return null;
    }
}

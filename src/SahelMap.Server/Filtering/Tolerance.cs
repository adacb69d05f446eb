using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Filtering;

/// <summary>How far points of a ground may move, so that fewer are sent for display.</summary>
public static class Tolerance
{
    private const string Name = "tolerance", Accepts = "degrees, from 0 to 1";

    public static QueryParameter Parameter(string about) => new(Name, Accepts, about, ParameterShape.Number, Example: "0.01");

    /// <param name="degrees">0 where none is asked for: the full ground.</param>
    public static bool TryParse(IQueryCollection query, out double degrees, [NotNullWhen(false)] out ProblemDetails? problem)
    {
        (degrees, problem) = (0, null);
        if (query[Name].ToString() is not { Length: > 0 } text) return true;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out degrees) && degrees is >= 0 and <= 1) return true;
        problem = Problem.BadParameter(Name, text, Accepts);
        return false;
    }
}

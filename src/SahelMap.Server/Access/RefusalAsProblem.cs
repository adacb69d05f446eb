using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Access;

/// <summary>A refusal is a 403 problem that says why.</summary>
public sealed class RefusalAsProblem : IAuthorizationMiddlewareResultHandler
{
    private static readonly object Key = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) return next(context);
        return ProblemResponse.Write(context, Problem.Forbidden(context.Items[Key] as string ?? "The request may not do this."));
    }

    /// <summary>Says why, for whoever is refused.</summary>
    internal static void Because(HttpContext context, string why) => context.Items[Key] = why;
}

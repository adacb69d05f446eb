using Microsoft.AspNetCore.Authorization;

namespace SahelMap.Server.Access;

public static class AccessFeature
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder().AddPolicy(Policies.Edit, p => p.AddRequirements(new EditRequirement()));
        services.AddSingleton<IAuthorizationHandler, LocalEditing>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalAsProblem>();
        return services;
    }
}

public static class Policies
{
    /// <summary>Who may change records. Every write route asks for it and none knows how it is met.</summary>
    public const string Edit = "Edit";
}

public static class Editor
{
    public const string Header = "X-SahelMap-User";

    /// <summary>Who edits, for the record's enteredBy and editedBy: a name that the client states, until sign-in exists.</summary>
    public static string Name(HttpContext context) =>
        context.Request.Headers[Header].ToString().Trim() is { Length: > 0 and <= 100 } name && !name.Any(char.IsControl) ? name : "local";
}

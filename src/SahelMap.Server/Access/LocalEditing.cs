using System.Net;
using Microsoft.AspNetCore.Authorization;

namespace SahelMap.Server.Access;

/// <summary>The right to change records.</summary>
public sealed class EditRequirement : IAuthorizationRequirement;

/// <summary>
/// Meets <see cref="EditRequirement"/> for whoever sits at this machine, and for no page of another origin that their browser
/// has open. Sign-in will replace the first half by adding a handler of its own here.
/// </summary>
public sealed class LocalEditing : AuthorizationHandler<EditRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, EditRequirement requirement)
    {
        if (context.Resource is not HttpContext http) return Task.CompletedTask;
        if ((NotLocal(http) ?? CrossOrigin(http.Request)) is not { } why) context.Succeed(requirement);
        else
        {
            context.Fail(new AuthorizationFailureReason(this, why));
            // The framework drops the reasons of a refusal where nobody has signed in.
            RefusalAsProblem.Because(http, why);
        }
        return Task.CompletedTask;
    }

    private static string? NotLocal(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address))
            return "Records can be changed from the machine that the server runs on; there is no sign-in yet.";
        // Behind a proxy on this machine everybody comes from loopback.
        if (http.Request.Headers.ContainsKey("X-Forwarded-For") || http.Request.Headers.ContainsKey("Forwarded"))
            return "Records cannot be changed through a proxy: there is no sign-in yet.";
        // A name that somebody points at 127.0.0.1 would make a foreign page same-origin.
        return IsLoopbackName(http.Request.Host.Host) ? null : $"Records can be changed at localhost or 127.0.0.1, not at \"{http.Request.Host}\": there is no sign-in yet.";
    }

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>A browser says where a write comes from; a page of another origin may not make one in the reader's name.</summary>
    private static string? CrossOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none")) return $"The request comes from a page of another origin (Sec-Fetch-Site: {site}).";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"The request comes from a page of another origin ({(origin.Length <= 80 ? origin : "a long one")}).";
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using SahelMap.Server.Problems;

namespace SahelMap.Server.Records;

/// <summary>Validators: a record's is its revision (strong), a list's the position of the change log and what was asked (weak).</summary>
public static class ETags
{
    // Another build may write another shape.
    private static readonly string Build = typeof(ETags).Module.ModuleVersionId.ToString("N");

    public static EntityTagHeaderValue OfRevision(long revision) => new($"\"{revision.ToString(CultureInfo.InvariantCulture)}\"");

    /// <param name="at">The position that the answer is at least as new as, read before the answer.</param>
    /// <param name="asked">Everything that the answer depends on: path and query, in one canonical form.</param>
    public static EntityTagHeaderValue OfPosition(ChangeLogPosition at, string asked)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Build} {at.Epoch} {asked}"));
        return new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{at.Position}-{Convert.ToHexStringLower(hash.AsSpan(0, 8))}\""), isWeak: true);
    }

    /// <summary>Sets the validator; true when the client has that state and the answer is 304.</summary>
    public static bool NotModified(HttpContext context, EntityTagHeaderValue tag)
    {
        ResponseHeaders headers = context.Response.GetTypedHeaders();
        headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        if (!context.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Tag == "*" || t.Compare(tag, useStrongComparison: false))) return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    /// <summary>The problem with a write's If-Match, or null where it is the revision; a 412 carries the current ETag.</summary>
    public static ProblemDetails? CheckIfMatch(HttpContext context, long revision)
    {
        var current = OfRevision(revision);
        var sent = context.Request.GetTypedHeaders().IfMatch;
        if (sent.Count == 0) return Problem.RevisionRequired();
        if (sent.Any(t => t.Tag == "*" || t.Compare(current, useStrongComparison: true))) return null;
        context.Response.GetTypedHeaders().ETag = current;
        return Problem.RevisionMismatch(revision);
    }

    /// <summary>Before anything is looked up: a replacement or deletion names the revision that it is about.</summary>
    public static bool HasIfMatch(HttpContext context) => context.Request.GetTypedHeaders().IfMatch.Count > 0;
}

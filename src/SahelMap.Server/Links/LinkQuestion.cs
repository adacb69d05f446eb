using System.Text.Json;
using System.Text.RegularExpressions;
using SahelMap.Server.Records;

namespace SahelMap.Server.Links;

/// <summary>What the address bar of our own page says after its question mark.</summary>
public static partial class LinkQuestion
{
    /// <summary>The page's address with it must fit into a request line of 8,192 bytes.</summary>
    public const int Longest = 7000;

    private const string Expected = "the query of this page's address without its question mark, e.g. from=2019-01-01&until=2020-01-01";

    public static Reading<string> Read(JsonElement body)
    {
        List<FieldError> errors = [];
        if (body.ValueKind != JsonValueKind.Object) return new(null, [new("body", FieldReader.Found(body), "an object with query")]);
        var q = new FieldReader(body, "", errors);
        var query = q.RequiredText("query", Expected, Longest);
        if (errors.Count == 0 && !InQuery().IsMatch(query)) q.Refuse("query", Expected + ": letters, digits and -._~!$&'()*+,;=:@/?%");
        else if (errors.Count == 0 && !query.Contains('=', StringComparison.Ordinal)) q.Refuse("query", Expected);
        q.RefuseOthers();
        return errors.Count == 0 ? new(query, errors) : new(null, errors);
    }

    // RFC 3986: what may stand in a query. Whatever it says, "/?" before it keeps it on this server.
    [GeneratedRegex(@"\A[A-Za-z0-9._~!$&'()*+,;=:@/?%-]+\z")]
    private static partial Regex InQuery();
}

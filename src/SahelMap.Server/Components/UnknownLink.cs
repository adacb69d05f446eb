using System.Net;

namespace SahelMap.Server.Components;

/// <summary>What a person reads who follows a short link that this server does not know.</summary>
public static class UnknownLink
{
    public static IResult Page(HttpRequest request)
    {
        var start = PageStart.From(request);
        var (title, body, way) = (WebUtility.HtmlEncode(start.Text("page.linkUnknown")), WebUtility.HtmlEncode(start.Text("page.linkUnknownWhy")), WebUtility.HtmlEncode(start.Text("page.linkUnknownWay")));
        return Results.Content(
            $"""
            <!DOCTYPE html><html lang="{start.Language}"><head><meta charset="utf-8" /><meta name="viewport" content="width=device-width" /><title>SahelMap</title></head>
            <body style="font: 16px/1.5 system-ui, sans-serif; max-width: 34em; margin: 3em auto; padding: 0 1em; color-scheme: light dark">
            <h1 style="font-size: 1.3em">{title}</h1><p>{body}</p><p><a href="/">{way}</a></p></body></html>
            """, "text/html; charset=utf-8", statusCode: StatusCodes.Status404NotFound);
    }
}

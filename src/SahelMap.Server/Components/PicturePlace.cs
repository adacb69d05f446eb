using System.Globalization;

namespace SahelMap.Server.Components;

/// <summary>Where the picture of the basemap (MapScripts/src/firstpicture) lies on the page: exactly where the map will.</summary>
/// <param name="Style">CSS of its element.</param>
/// <param name="Fragment">What part of the picture is shown; empty: where the map begins, fitted into the room that there is.</param>
public sealed record PicturePlace(string Style, string Fragment)
{
    /// <summary>The picture's units: so many are the whole world, and the basemap's box (box.ts) lies in them.</summary>
    private const double World = 32_768, West = -18, South = 8, East = 25, North = 28;

    /// <summary>From there on the outlines would look coarse.</summary>
    private const double ClosestZoom = 8;

    private static readonly PicturePlace Beginning = new("", "");

    /// <param name="view">lon,lat,zoom of the middle of the map, as in the address; what cannot be read counts as not said, as in the map script.</param>
    /// <returns>Null: no picture.</returns>
    public static PicturePlace? Of(string? view)
    {
        if (view is not { Length: > 0 }) return Beginning;
        var parts = view.Split(',').Select(p => double.TryParse(p, CultureInfo.InvariantCulture, out var n) && double.IsFinite(n) ? n : double.NaN).ToArray();
        if (parts is not [var lon and >= -180 and <= 180, var lat and >= -85 and <= 85, var zoom and >= 0 and <= 22]) return Beginning;
        if (zoom > ClosestZoom) return null;
        var pixels = Math.Pow(2, zoom) * 512 / World;
        var (left, top, right, bottom) = (X(West), Y(North), X(East), Y(South));
        return new PicturePlace(
            string.Create(CultureInfo.InvariantCulture, $"inset:auto;left:calc(50% + {(left - X(lon)) * pixels:0.#}px);top:calc(50% + {(top - Y(lat)) * pixels:0.#}px);width:{(right - left) * pixels:0.#}px;height:{(bottom - top) * pixels:0.#}px"),
            string.Create(CultureInfo.InvariantCulture, $"#svgView(viewBox({left:0.##},{top:0.##},{right - left:0.##},{bottom - top:0.##}))"));
    }

    private static double X(double lon) => (lon / 360 + 0.5) * World;

    private static double Y(double lat) => (0.5 - Math.Log(Math.Tan(Math.PI / 4 + lat * Math.PI / 360)) / (2 * Math.PI)) * World;
}

using System.Globalization;

namespace SahelMap.Client;

/// <summary>Actors' colours as text: a tint with the contrast that WCAG 2.2 AA asks for.</summary>
public static class Colours
{
    /// <summary>A deployment of an actor without a colour of its own; the map script draws it so too.</summary>
    public const string None = "#7A7A7A";

    private static readonly Dictionary<string, string> Inks = [];

    /// <summary>The colour as CSS for text, for whichever ground it stands on.</summary>
    public static string Ink(string? colour)
    {
        colour ??= None;
        if (!Inks.TryGetValue(colour, out var ink)) Inks[colour] = ink = $"light-dark({Ink(colour, dark: false)}, {Ink(colour, dark: true)})";
        return ink;
    }

    /// <summary>Moved towards black or white until it reads at 4.6 to 1 on the ground of a selected row, which is the hardest to read on.</summary>
    private static string Ink(string colour, bool dark)
    {
        var (paint, ground, towards) = (Rgb(colour), Rgb(dark ? "#1C3240" : "#E3F0F8"), Rgb(dark ? "#FFFFFF" : "#000000"));
        var ink = paint;
        for (var share = 0.0; share <= 1 && Contrast(ink, ground) < 4.6; share += 0.04)
            ink = (Mix(paint.R, towards.R, share), Mix(paint.G, towards.G, share), Mix(paint.B, towards.B, share));
        return string.Create(CultureInfo.InvariantCulture, $"#{(int)ink.R:X2}{(int)ink.G:X2}{(int)ink.B:X2}");
    }

    private static double Mix(double a, double b, double share) => Math.Round(a + (b - a) * share);

    private static (double R, double G, double B) Rgb(string hex)
    {
        var n = int.Parse(hex.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (n >> 16, (n >> 8) & 255, n & 255);
    }

    private static double Contrast((double R, double G, double B) a, (double R, double G, double B) b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance((double R, double G, double B) c)
    {
        static double Linear(double v) => (v /= 255) <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
        return 0.2126 * Linear(c.R) + 0.7152 * Linear(c.G) + 0.0722 * Linear(c.B);
    }
}

using MudBlazor;

namespace SahelMap.Client;

/// <summary>MudBlazor in the page's own colours and the system's own type; app.css has the same colours as variables.</summary>
public static class SahelTheme
{
    private static readonly string[] SystemFonts = ["system-ui", "-apple-system", "Segoe UI", "Noto Sans", "Liberation Sans", "sans-serif"];

    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#005B8F",
            Background = "#FFFFFF",
            Surface = "#FFFFFF",
            TextPrimary = "#1B1F23",
            TextSecondary = "#57606A",
            LinesDefault = "#DFE3E8",
            LinesInputs = "#8C959F",
            ActionDefault = "#57606A",
            Divider = "#DFE3E8",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#6CB8E6",
            Background = "#15191D",
            Surface = "#1B2025",
            TextPrimary = "#E6E9EC",
            TextSecondary = "#A3ADB7",
            LinesDefault = "#333B43",
            LinesInputs = "#6B7681",
            ActionDefault = "#A3ADB7",
            Divider = "#333B43",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = SystemFonts, FontSize = "0.875rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontSize = "0.875rem", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontSize = "0.8125rem", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontSize = "0.8125rem", TextTransform = "none", LetterSpacing = "normal" },
            H6 = new H6Typography { FontSize = "1.0625rem", FontWeight = "650", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontSize = "0.75rem", LetterSpacing = "normal" },
        },
    };
}

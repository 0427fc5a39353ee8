using MudBlazor;

namespace GptMessenger.Api.Console.Shell;

/// <summary>The one look, light and dark. Colours have the contrast that WCAG asks of small text (4.5 : 1).</summary>
internal static class Theme
{
    private static readonly string[] Fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"];

    public static MudTheme Console { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0a5bd3", Secondary = "#5b3fb8", Info = "#0b6a9c", Success = "#146c2e", Warning = "#8a5300", Error = "#b3261e",
            Background = "#f5f6f8", Surface = "#ffffff", AppbarBackground = "#ffffff", AppbarText = "#1c1e21", DrawerBackground = "#ffffff", DrawerText = "#3a3f45",
            DrawerIcon = "#5f6368", TextPrimary = "#1c1e21", TextSecondary = "#55595f", ActionDefault = "#55595f", LinesDefault = "#dadde1", TableLines = "#e4e6ea",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#8ab4f8", PrimaryContrastText = "#10151c", Secondary = "#c3b1f7", Info = "#7fc8ee", Success = "#7fd18d", Warning = "#f2b866", Error = "#f2a19b", ErrorContrastText = "#2a0f0d",
            Background = "#14171b", Surface = "#1d2127", AppbarBackground = "#1d2127", AppbarText = "#e6e8eb", DrawerBackground = "#1d2127", DrawerText = "#cfd3d8",
            DrawerIcon = "#aab0b7", TextPrimary = "#e6e8eb", TextSecondary = "#b0b6bd", ActionDefault = "#b0b6bd", LinesDefault = "#343a42", TableLines = "#2c3138",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts }, H5 = new H5Typography { FontFamily = Fonts, FontWeight = "600", FontSize = "1.35rem" },
            H6 = new H6Typography { FontFamily = Fonts, FontWeight = "600", FontSize = "1.05rem" }, Button = new ButtonTypography { FontFamily = Fonts, TextTransform = "none", FontWeight = "600" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
    };
}


namespace Compressor.Handler.Settings;

/// <summary>The settings as documentation.</summary>
public static class SettingsTable
{
    /// <summary>Writes a Markdown table with a row for each setting. docs/configuration.md has it.</summary>
    public static void Write(TextWriter writer)
    {
        writer.Write("| Variable | Default | Allowed | What it does |\n|---|---|---|---|\n");
        foreach (var setting in CompressorSettings.Descriptions)
        {
            var initial = setting.Default is null ? "not set" : setting.Default.Length == 0 ? "empty" : $"`{setting.Default}`";
            writer.Write($"| `{setting.Name}` | {initial} | {Cell(setting.Allowed)} | {Cell(setting.Summary)} |\n");
        }
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}

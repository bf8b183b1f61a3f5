using Compressor.Handler.Settings;
namespace Compressor.EndToEnd.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void The_README_has_the_table_of_settings()
    {
        using var settings = new StringWriter();
        SettingsTable.Write(settings);

        File.ReadAllText(Path.Combine(Project.Root, "README.md")).ShouldContain(
            settings.ToString(), Case.Sensitive, "`make fmt` writes it");
    }
}

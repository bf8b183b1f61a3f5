using Compressor.Handler.Settings;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.Testing;

namespace Compressor.Handler.Tests.Settings;

public class SettingsTableTests
{
    [Fact]
    public void Table_has_a_row_for_each_setting_with_default_and_documentation()
    {
        var writer = new StringWriter();
        SettingsTable.Write(writer);

        var rows = writer.ToString().TrimEnd('\n').Split('\n');
        rows.Length.ShouldBe(2 + CompressorSettings.Descriptions.Count);
        rows.ShouldContain(
            "| `COMPRESSOR_MAX_FILE_SIZE` | `50MiB` | a size such as 50MB (50,000,000 bytes) or 50MiB (52,428,800 bytes), from 1B to "
                + "5TiB | "
            + "Larger objects fail with `ObjectTooLarge` before they are read. |");
        rows.ShouldContain(row => row.StartsWith("| `COMPRESSOR_CA_BUNDLE` | not set | one of amazon, system |", StringComparison.Ordinal));
        rows.ShouldContain(row => row.StartsWith("| `COMPRESSOR_WARM_UP` | `true` | true or false |", StringComparison.Ordinal));
    }

    [Fact]
    public void The_document_has_the_table()
    {
        var writer = new StringWriter();
        SettingsTable.Write(writer);

        Repository.Read("docs/configuration.md").ShouldContain(writer.ToString(), Case.Sensitive, "`make fmt` writes it");
    }

    [Fact]
    public void Each_setting_is_documented() =>
        CompressorSettings.Descriptions.ShouldAllBe(setting => setting.Summary.EndsWith('.'));
}

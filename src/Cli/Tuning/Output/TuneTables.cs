using Spectre.Console;

namespace Compressor.Cli.Tuning.Output;

/// <summary>Writes a tuning run to the terminal.</summary>
internal static class TuneTables
{
    public static void Print(IAnsiConsole console, TuneText text)
    {
        var table = new Table { Border = TableBorder.Rounded, UseSafeBorder = true };
        foreach (var heading in TuneText.Headings)
        {
            table.AddColumn(new TableColumn(heading) { Alignment = Justify.Right });
        }

        foreach (var row in text.Rows)
        {
            table.AddRow([.. text.Cells(row).Select(Markup.Escape)]);
        }

        console.Write(table);
        console.WriteLine(text.Headline);
        foreach (var line in text.Variables)
        {
            console.WriteLine("  " + line);
        }

        console.WriteLine(text.Method);
    }
}

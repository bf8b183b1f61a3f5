using System.Diagnostics;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Capacity.Planning;

[Integration]
public sealed class CostDocumentTests
{
    [Fact]
    public async Task The_document_has_the_figures_that_the_command_prints()
    {
        var script = Path.Combine(Declarations.Root, "build", "cost_tables.py");
        var tool = Path.Combine(AppContext.BaseDirectory, "compressor");
        var start = new ProcessStartInfo("python3", [script, "--check", "--compressor", tool]) { RedirectStandardError = true };
        using var check = Process.Start(start)!;
        var error = await check.StandardError.ReadToEndAsync();
        await check.WaitForExitAsync();

        check.ExitCode.ShouldBe(0, error);
    }
}

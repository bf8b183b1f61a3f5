using System.Diagnostics;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Capacity.Planning;

[Integration]
public sealed class CostDocumentTests
{
    [Fact]
    public async Task The_document_has_the_figures_that_the_command_prints()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Compressor.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository.");
        }

        var start = new ProcessStartInfo(
            "python3",
            [
                Path.Combine(root.FullName, "build", "cost_tables.py"),
                "--check",
                "--compressor",
                Path.Combine(AppContext.BaseDirectory, "compressor")])
        {
            RedirectStandardError = true,
        };
        using var check = Process.Start(start)!;
        var error = await check.StandardError.ReadToEndAsync();
        await check.WaitForExitAsync();

        check.ExitCode.ShouldBe(0, error);
    }
}

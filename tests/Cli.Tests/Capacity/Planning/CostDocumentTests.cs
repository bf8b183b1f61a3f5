using Compressor.Testing;

namespace Compressor.Cli.Tests.Capacity.Planning;

[Integration]
public sealed class CostDocumentTests
{
    [Fact]
    public async Task The_document_has_the_figures_that_the_command_prints()
    {
        var check = await ProgramRun.RunAsync(
            "python3", [Repository.PathTo("build", "cost_tables.py"), "--check", "--compressor", ProgramRun.Compressor]);

        check.ExitCode.ShouldBe(0, check.Error);
    }
}

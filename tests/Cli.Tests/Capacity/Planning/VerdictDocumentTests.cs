using Compressor.Cli.Capacity.Planning;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Capacity.Planning;

/// <summary>docs/capacity.md, to which a plan's page links.</summary>
public sealed class VerdictDocumentTests
{
    [Fact]
    public void Every_verdict_has_a_section_in_the_documents()
    {
        var headings = Repository.Read("docs/capacity.md").Split('\n')
            .Where(line => line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => "capacity.md#" + line[3..].ToLowerInvariant().Replace(' ', '-'));

        Enum.GetValues<Bottleneck>().Select(bottleneck => new Verdict(bottleneck, Standing.Ok, "", "", "").Section)
            .ShouldBe(headings, ignoreOrder: true);
    }
}

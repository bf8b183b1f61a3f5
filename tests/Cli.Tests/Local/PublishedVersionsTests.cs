using Compressor.Cli.Local.Versions;

namespace Compressor.Cli.Tests.Local;

/// <summary>Which version an invocation runs.</summary>
public sealed class PublishedVersionsTests
{
    private static readonly PublishedVersions Published = PublishedVersions.Parse("""
        {"aliases": {"live": {"2": 0.9, "3": 0.1}, "all": {"3": 1}}, "versions": {}}
        """);

    [Theory]
    [InlineData("live", 0, "2")]
    [InlineData("live", 0.8999, "2")]
    [InlineData("live", 0.9001, "3")]
    [InlineData("live", 0.999999999999, "3")]
    [InlineData("all", 0, "3")]
    [InlineData("all", 0.999999999999, "3")]
    [InlineData("2", 0.95, "2")]
    [InlineData("$LATEST", 0.95, "$LATEST")]
    public void An_aliass_versions_have_their_shares_and_a_version_is_itself(string qualifier, double draw, string version) =>
        Published.Choose(qualifier, draw).ShouldBe(version);

    [Fact]
    public void Over_many_invocations_each_version_runs_as_often_as_its_share_says()
    {
        var random = new Random(1);

        var canary = Enumerable.Range(0, 10_000).Count(_ => Published.Choose("live", random.NextDouble()) == "3");

        // Three standard deviations of 10,000 draws with a probability of 0.1.
        canary.ShouldBeInRange(910, 1090);
    }
}

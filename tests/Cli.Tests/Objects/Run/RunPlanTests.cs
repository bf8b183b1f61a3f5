using Compressor.Cli.Deployment;
using Compressor.Cli.Objects.Run;
using Compressor.Cli.Objects.Upload;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Tests.Objects.Run;

public sealed class RunPlanTests
{
    [Theory]
    [InlineData("10B", 10)]
    [InlineData("3KiB", 3 * 1024)]
    [InlineData("50MiB", 50 * 1024 * 1024)]
    [InlineData("2GiB", 2L * 1024 * 1024 * 1024)]
    public void A_file_of_the_limit_is_compressed_and_one_over_it_fails(string limit, long bytes)
    {
        var plan = new RunPlan(Deployment(limit));

        plan.Expect(new SourceFile("/in/a.json", "a.json", bytes)).ErrorType.ShouldBeNull();
        plan.Expect(new SourceFile("/in/a.json", "a.json", bytes + 1)).ErrorType.ShouldBe("ObjectTooLarge");
    }

    [Fact]
    public void Key_and_archive_follow_the_deployments_prefixes_and_suffix()
    {
        var file = new RunPlan(Deployment("1MiB")).Expect(new SourceFile("/in/a/b.csv", "a/b.csv", 1), deliveries: 2);

        file.Key.ShouldBe("in/a4/a/b.csv");
        file.ArchiveKey.ShouldBe("out/a4/a/b.zip");
        file.Deliveries.ShouldBe(2);
    }

    [Fact]
    public void A_name_whose_archive_key_is_too_long_must_fail()
    {
        var name = string.Join('/', Enumerable.Repeat(new string('x', 200), 5)) + "/" + new string('y', 9) + ".csv";

        new RunPlan(Deployment("1MiB")).Expect(new SourceFile("/in", name, 1)).ErrorType.ShouldBe("KeyTooLong");
    }

    [Theory]
    [InlineData("")]
    [InlineData("50M")]
    [InlineData("many")]
    public void A_limit_that_is_not_a_size_is_refused(string limit) =>
        Should.Throw<CommandException>(() => new RunPlan(Deployment(limit))).Message.ShouldContain($"'{limit}'");

    [Fact]
    public void The_generated_files_are_those_that_the_main_job_wants()
    {
        var plan = new RunPlan(Deployment("50MiB") with { SourceSuffix = ".json" });
        var files = SampleFiles.Plan.Select(file => plan.Expect(new SourceFile(file.Name, file.Name, file.Size))).ToArray();

        files.Count(file => file.Source.Size == 10_000_000).ShouldBe(24);
        files.Single(file => file.ErrorType is not null).Source.Size.ShouldBe(60 << 20);
        files.ShouldContain(file => file.Source.Size == 0);
        files.ShouldContain(file =>
            file.Source.Name.Contains(' ')
                && file.Source.Name.Contains('+')
                && file.Source.Name.Contains('%')
                && file.Source.Name.Any(c => c > 127));
    }

    private static DeployedResources Deployment(string limit) => new(
        "name", "arn", new Dictionary<string, string> { ["COMPRESSOR_MAX_FILE_SIZE"] = limit }, 512, 600, "x86_64", "/zip", null, 2, 21600,
        new Uri("https://queue"), "bucket", "in/", "out/", ".csv", "us-east-1");
}

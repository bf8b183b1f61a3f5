using Amazon.Runtime;
using Compressor.Cli.Deployment.Releases;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Tests.Deployment.Releases;

/// <summary>A function with five published versions.</summary>
public sealed class ReleaseTests : IAsyncLifetime, IDisposable
{
    private readonly StringWriter _output = new();
    private LambdaDouble _lambda = null!;
    private FunctionReleases _releases = null!;

    private ReleaseJob Job => new(_releases, _output);

    public async Task InitializeAsync()
    {
        _lambda = await LambdaDouble.StartAsync();
        _releases = new(new AwsConnection(_lambda.Endpoint, "eu-central-1", null, new BasicAWSCredentials("id", "secret")), "compressor");
    }

    public async Task DisposeAsync() => await _lambda.DisposeAsync();

    public void Dispose()
    {
        _releases.Dispose();
        _output.Dispose();
    }

    [Fact]
    public async Task A_canary_is_shown_with_its_share()
    {
        (_lambda.Live, _lambda.Canary) = (4, 5);

        await Job.ShowAsync(CancellationToken.None);

        _output.ToString().ShouldBe("Version 4 is live, and version 5 gets 10 % of the events.\n");
    }

    [Fact]
    public async Task A_promoted_canary_gets_all_events()
    {
        (_lambda.Live, _lambda.Canary) = (4, 5);

        await Job.PromoteAsync(CancellationToken.None);

        (_lambda.Live, _lambda.Canary).ShouldBe((5, null));
        _output.ToString().ShouldBe("Version 5 is live.\n");
    }

    [Fact]
    public async Task Where_nothing_is_tried_out_nothing_is_promoted()
    {
        var failure = await Should.ThrowAsync<CommandException>(() => Job.PromoteAsync(CancellationToken.None));

        failure.Message.ShouldBe("There is no canary to promote: version 5 gets all events.");
        _lambda.Live.ShouldBe(5);
    }

    [Fact]
    public async Task A_canary_that_is_taken_back_gets_nothing()
    {
        (_lambda.Live, _lambda.Canary) = (4, 5);

        await Job.RollBackAsync(CancellationToken.None);

        (_lambda.Live, _lambda.Canary).ShouldBe((4, null));
        _output.ToString().ShouldContain("with LIVE_VERSION=4 it keeps this one live");
    }

    [Fact]
    public async Task Without_a_canary_the_version_before_is_live_again_even_where_one_between_is_gone()
    {
        _lambda.Versions.Remove(4);

        await Job.RollBackAsync(CancellationToken.None);

        _lambda.Live.ShouldBe(3);
    }

    [Fact]
    public async Task The_first_version_has_none_before_it()
    {
        _lambda.Live = 1;

        (await Should.ThrowAsync<CommandException>(() => Job.RollBackAsync(CancellationToken.None))).Message
            .ShouldBe("There is no version before 1 to go back to.");
    }

    [Fact]
    public async Task A_change_that_somebody_else_makes_meanwhile_is_not_overwritten()
    {
        (_lambda.Live, _lambda.Canary) = (4, 5);
        _lambda.BeforeUpdate = lambda => lambda.ChangeAlias(3);

        await Should.ThrowAsync<CommandException>(() => Job.PromoteAsync(CancellationToken.None));

        _lambda.Live.ShouldBe(3);
    }

    [Fact]
    public async Task Old_versions_go_but_the_newest_and_those_that_receive_events()
    {
        (_lambda.Live, _lambda.Canary) = (1, 5);

        await Job.PruneAsync(2, CancellationToken.None);

        _lambda.Versions.ShouldBe([1, 4, 5]);
        _output.ToString().ShouldBe("Deleted versions 2, 3.\n");
    }

    [Fact]
    public async Task Where_there_are_few_none_goes()
    {
        await Job.PruneAsync(5, CancellationToken.None);

        _lambda.Versions.Count.ShouldBe(5);
        _output.ToString().ShouldBeEmpty();
    }
}

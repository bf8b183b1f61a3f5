using System.Text.Json.Nodes;
using Compressor.Cli.Local.Moto;
using Compressor.Testing;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>A network and a bucket that exist are used, and not touched.</summary>
[Collection(TheirInfrastructureGroup.Name)]
public sealed class TheirInfrastructureTests(TheirInfrastructure theirs)
{
    [Fact]
    public void Nothing_of_theirs_is_changed_by_the_deployment() => theirs.Theirs.Deployed.ShouldBe(theirs.Theirs.Before);

    [Fact]
    public void The_doctor_has_looked_for_a_way_to_S3_from_their_subnets()
    {
        theirs.Deploy.Output.ShouldContain("\nOK    way to S3      an S3 gateway endpoint is on the route table of each subnet\n");
        theirs.Deploy.Output.ShouldContain("\nOK    DNS            Amazon's, and S3's name leads to S3\n");
    }

    [Fact]
    public void The_function_lives_in_the_subnets_that_were_given() =>
        theirs.Subnets.OfFunction.ShouldBe(theirs.Subnets.Given, ignoreOrder: true);

    [Fact]
    public void A_destroy_does_not_ask_for_their_data_and_leaves_all_that_is_theirs()
    {
        theirs.Destroy.ExitCode.ShouldBe(0, theirs.Destroy.Error);
        theirs.Theirs.Destroyed.ShouldBe(theirs.Theirs.Before);
        theirs.KeysLeft.ShouldBe(["theirs.txt"]);
    }

    [Fact]
    public void The_owners_are_told_what_to_merge()
    {
        var notification = JsonNode.Parse(theirs.ToMerge["notification"]!.GetValue<string>())!;

        notification["LambdaFunctionConfigurations"]![0]!["LambdaFunctionArn"]!.GetValue<string>()
            .ShouldEndWith(":function:compressor:live");
        notification["TopicConfigurations"]![0]!["TopicArn"]!.GetValue<string>().ShouldEndWith(":compressor-expired-sources");
        theirs.Deploy.Output.ShouldContain("nothing is compressed until its owners have merged");
    }

    [CommandFact("aws", "awscli")]
    public void The_scheduled_verification_runs_the_tool_that_was_given_and_fails_where_a_source_has_no_archive()
    {
        var (clean, lost) = theirs.Verification!.Value;

        clean.ExitCode.ShouldBe(0, clean.Output + clean.Error);
        clean.Output.ShouldContain("tool.tar.gz: OK\n");
        lost.ExitCode.ShouldBe(1, lost.Output + lost.Error);
        lost.Output.ShouldContain("incoming/lost.json");
    }

    [CommandFact("aws", "awscli")]
    public async Task What_is_to_be_merged_is_what_the_AWS_CLI_takes()
    {
        await using var aws = await LocalAws.StartAsync(
            new() { Folder = Repository.PathTo("artifacts", "end-to-end-merge"), Fresh = true }, CancellationToken.None);
        using var api = new AwsApi(aws);
        await api.S3.PutBucketAsync(TheirInfrastructure.Bucket);
        await api.QueryAsync("sns", "2010-03-31", "CreateTopic", ("Name", "compressor-expired-sources"));

        await MergeAsync(aws, "put-bucket-policy", "--policy", "policy");
        await MergeAsync(aws, "put-bucket-lifecycle-configuration", "--lifecycle-configuration", "lifecycle");
        await MergeAsync(aws, "put-bucket-notification-configuration", "--notification-configuration", "notification");

        var lifecycle = (await api.S3.GetLifecycleConfigurationAsync(TheirInfrastructure.Bucket)).Configuration;
        lifecycle.Rules.Select(rule => rule.Id).ShouldBe(
            ["expire-incoming", "abort-incomplete-uploads-incoming", "abort-incomplete-uploads-processed"]);
        var topics = (await api.S3.GetBucketNotificationAsync(TheirInfrastructure.Bucket)).TopicConfigurations;
        topics.ShouldHaveSingleItem().Events.Select(each => each.Value).ShouldBe(["s3:LifecycleExpiration:*"]);
        (await api.S3.GetBucketPolicyAsync(TheirInfrastructure.Bucket)).Policy.ShouldContain("DenyUnconditionalArchives");
    }

    [Fact]
    public void Everything_that_can_have_tags_has_those_of_the_deployment()
    {
        var tagged = Resources(theirs.State["values"]!["root_module"]!)
            .Where(resource => resource["values"]!["tags_all"] is not null)
            .ToList();

        tagged.Count.ShouldBeGreaterThan(15);
        tagged.ShouldAllBe(resource =>
            resource["values"]!["tags_all"]!["Application"]!.GetValue<string>() == "compressor"
                && resource["values"]!["tags_all"]!["Deployment"]!.GetValue<string>() == "compressor"
                && resource["values"]!["tags_all"]!["Version"]!.GetValue<string>() == Repository.Version);
    }

    private static IEnumerable<JsonNode> Resources(JsonNode module) =>
    [
        .. (module["resources"]?.AsArray() ?? [])
            .Where(resource => resource!["mode"]!.GetValue<string>() == "managed")
            .Select(resource => resource!),
        .. (module["child_modules"]?.AsArray() ?? []).SelectMany(child => Resources(child!)),
    ];

    private async Task MergeAsync(LocalAws aws, string command, string option, string part)
    {
        string[] arguments = ["s3api", command, "--bucket", TheirInfrastructure.Bucket, option, theirs.ToMerge[part]!.GetValue<string>()];
        var run = await ProgramRun.RunAsync("aws", arguments, aws.EnvironmentVariables);
        run.ExitCode.ShouldBe(0, $"{command}: {run.Output}{run.Error}");
    }
}

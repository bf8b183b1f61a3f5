using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Cli.Local.Moto;
using Compressor.Testing;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>Tests of the one deployment into what others have.</summary>
[CollectionDefinition(Name)]
public sealed class TheirInfrastructureGroup : ICollectionFixture<TheirInfrastructure>
{
    public const string Name = "their infrastructure";
}

/// <summary>
/// A network and a bucket of another team's, which <c>make</c> deploys the function into in delete mode, and takes it away from. What was
/// seen is kept here, and the tests say what it must be.
/// </summary>
public sealed class TheirInfrastructure : IAsyncLifetime
{
    internal const string Bucket = "their-bucket";
    internal const string Key = "arn:aws:kms:us-east-1:123456789012:key/theirs";

    private const string Ec2 = "2016-11-15";
    private const string Policy =
        """
        {"Version":"2012-10-17","Statement":[{"Sid":"Theirs","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},
        "Action":"s3:GetObject","Resource":"arn:aws:s3:::their-bucket/*"}]}
        """;

    internal ProgramRun Deploy { get; private set; } = null!;

    internal ProgramRun Destroy { get; private set; } = null!;

    /// <summary>The network's parts and the bucket's configuration, before the deployment, after it, and after it was destroyed.</summary>
    internal (string Before, string Deployed, string Destroyed) Theirs { get; private set; }

    /// <summary>The function's subnets, and those that were given.</summary>
    internal (IEnumerable<string> OfFunction, IEnumerable<string> Given) Subnets { get; private set; }

    /// <summary>What the bucket's owners are to merge: notification, policy and lifecycle, each as JSON.</summary>
    internal JsonNode ToMerge { get; private set; } = null!;

    /// <summary>The key of the object in the bucket, after the destroy.</summary>
    internal IEnumerable<string> KeysLeft { get; private set; } = [];

    /// <summary>
    /// The scheduled verification: as deployed, and with a source that has no archive. Null without the AWS CLI, which CodeBuild's images
    /// have.
    /// </summary>
    internal (ProgramRun Clean, ProgramRun Lost)? Verification { get; private set; }

    /// <summary>Terraform's state after the deployment.</summary>
    internal JsonNode State { get; private set; } = null!;

    private static string Folder => Repository.PathTo("artifacts", "end-to-end-theirs");

    public async Task InitializeAsync()
    {
        await using var aws = await LocalAws.StartAsync(
            new() { Folder = Path.Combine(Folder, "aws"), Fresh = true }, CancellationToken.None);
        using var api = new AwsApi(aws);
        var (vpc, subnets) = await MakeNetworkAsync(api);
        await MakeBucketAsync(api.S3);
        var before = await DescribeAsync(api);

        var project = new ClonedProject(Path.Combine(Folder, "project"), aws);
        string[] variables =
        [
            $"VPC_ID={vpc}",
            $"SUBNET_IDS=[\"{string.Join("\",\"", subnets)}\"]",
            "CREATE_BUCKET=false",
            $"BUCKET_NAME={Bucket}",
            "SOURCE_AFTER_SUCCESS=delete",
            $"KMS_KEY_ARN={Key}",
            "DENY_OTHER_ENCRYPTION=true",
            "AUTO_APPROVE=1",
        ];
        Deploy = await project.MakeAsync(["deploy", .. variables]);
        Deploy.ExitCode.ShouldBe(0, Deploy.Output + Deploy.Error);
        var deployed = await DescribeAsync(api);
        var function = await api.LambdaAsync("functions/compressor/configuration");
        Subnets = (function["VpcConfig"]!["SubnetIds"]!.AsArray().Select(id => id!.GetValue<string>()), subnets);
        State = JsonNode.Parse((await project.Module.RunAsync(["show", "-json"], null, CancellationToken.None)).Output)!;
        ToMerge = State["values"]!["outputs"]!["bucket_json_to_merge"]!["value"]!;

        Verification = CommandFactAttribute.IsInstalled("aws")
            ? await new ScheduledVerification(Folder).RunAsync(aws, api.S3, Bucket)
            : null;

        Destroy = await project.MakeAsync(["destroy", .. variables]);
        Theirs = (before, deployed, await DescribeAsync(api));
        KeysLeft = (await api.S3.ListObjectsV2Async(new() { BucketName = Bucket })).S3Objects.Select(item => item.Key);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<(string Vpc, IReadOnlyList<string> Subnets)> MakeNetworkAsync(AwsApi api)
    {
        var vpc = (await api.QueryAsync("ec2", Ec2, "CreateVpc", ("CidrBlock", "10.1.0.0/16"))).Descendants("vpcId").First().Value;
        var subnets = new List<string>();
        foreach (var range in new[] { "10.1.0.0/24", "10.1.1.0/24" })
        {
            var subnet = await api.QueryAsync("ec2", Ec2, "CreateSubnet", ("VpcId", vpc), ("CidrBlock", range));
            subnets.Add(subnet.Descendants("subnetId").First().Value);
        }

        var table = await api.QueryAsync("ec2", Ec2, "DescribeRouteTables", ("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", vpc));
        await api.QueryAsync(
            "ec2",
            Ec2,
            "CreateVpcEndpoint",
            ("VpcId", vpc),
            ("ServiceName", "com.amazonaws.us-east-1.s3"),
            ("VpcEndpointType", "Gateway"),
            ("RouteTableId.1", table.Descendants("routeTableId").First().Value));
        return (vpc, subnets);
    }

    private static async Task MakeBucketAsync(IAmazonS3 s3)
    {
        await s3.PutBucketAsync(Bucket);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "theirs.txt", ContentBody = "1" });
        await s3.PutBucketPolicyAsync(Bucket, Policy);
        await s3.PutLifecycleConfigurationAsync(Bucket, new LifecycleConfiguration
        {
            Rules =
            [
                new()
                {
                    Id = "theirs",
                    Status = LifecycleRuleStatus.Enabled,
                    Filter = new() { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = "old/" } },
                    Expiration = new() { Days = 100 },
                },
            ],
        });
    }

    private static async Task<string> DescribeAsync(AwsApi api)
    {
        var lines = new List<string>();
        (string Action, string Element)[] kinds =
        [
            ("DescribeVpcs", "vpcId"),
            ("DescribeSubnets", "subnetId"),
            ("DescribeRouteTables", "routeTableId"),
            ("DescribeVpcEndpoints", "vpcEndpointId"),
        ];
        foreach (var (action, element) in kinds)
        {
            lines.AddRange((await api.QueryAsync("ec2", Ec2, action)).Descendants(element).Select(id => $"{element} {id.Value}"));
        }

        var lifecycle = (await api.S3.GetLifecycleConfigurationAsync(Bucket)).Configuration;
        var notification = await api.S3.GetBucketNotificationAsync(Bucket);
        var (functions, queues, topics) = (
            notification.LambdaFunctionConfigurations, notification.QueueConfigurations, notification.TopicConfigurations);
        lines.AddRange(lifecycle.Rules.Select(rule => $"rule {rule.Id} {rule.Expiration.Days}"));
        lines.Add((await api.S3.GetBucketPolicyAsync(Bucket)).Policy);
        lines.Add($"{functions?.Count ?? 0} functions, {queues?.Count ?? 0} queues and {topics?.Count ?? 0} topics are told");
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }
}

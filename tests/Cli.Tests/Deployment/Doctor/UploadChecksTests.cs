using Amazon.Runtime;
using Compressor.Cli.Deployment.Doctor;
using Compressor.Cli.Tests.Local;
using Compressor.LoopbackS3;
using Compressor.LoopbackS3.Faults;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Tests.Deployment.Doctor;

/// <summary><c>compressor doctor --deployed</c>: forbidden uploads to servers that answer otherwise than AWS.</summary>
public sealed class UploadChecksTests : IAsyncLifetime
{
    private const string BucketName = "the-bucket";

    private LoopbackS3Server _server = null!;

    public async Task InitializeAsync() => _server = await LoopbackS3Server.StartAsync(new() { Https = true });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_refusal_that_names_no_policy_proves_nothing()
    {
        _server.CreateBucket(BucketName);
        _server.Faults.Add(new(FaultKind.AccessDenied) { Operation = S3Operation.PutObject, Times = int.MaxValue });

        var results = await RunAsync();

        results.ShouldAllBe(result => result.Standing == CheckStanding.Skip);
        results.Single(result => result.Check == "archives").Message.ShouldStartWith(
            "S3 refuses an upload under processed/ by somebody else than the function, but does not say that a policy denies it: ");
    }

    [Fact]
    public async Task Where_nothing_listens_without_TLS_that_is_said()
    {
        _server.CreateBucket(BucketName);

        (await RunAsync()).Single(result => result.Check == "plain HTTP").Standing.ShouldBe(CheckStanding.Skip);
    }

    [Fact]
    public async Task A_bucket_that_is_gone_is_said_of_each_upload()
    {
        var results = (await RunAsync()).Where(result => result.Check != "plain HTTP");

        results.ShouldAllBe(
            result => result.Standing == CheckStanding.Skip && result.Message.EndsWith($"the bucket '{BucketName}' does not exist"));
    }

    [Fact]
    public async Task Nothing_is_stored()
    {
        var bucket = _server.CreateBucket(BucketName);

        (await RunAsync()).Select(result => result.Standing).ShouldContain(CheckStanding.Fail);

        bucket.Events.ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<CheckResult>> RunAsync()
    {
        await using var function = new TestFunction();
        var deployment = function.Deployment with { BucketName = BucketName, Region = "us-east-1" };
        var credentials = new BasicAWSCredentials(LoopbackS3Server.AccessKeyId, LoopbackS3Server.SecretAccessKey);
        var connection = new AwsConnection(_server.Endpoint, deployment.Region, _server.CaBundlePath, credentials);
        return await new UploadChecks(deployment, connection, new(connection, BucketName)).RunAsync(TestContext.Deadline);
    }
}

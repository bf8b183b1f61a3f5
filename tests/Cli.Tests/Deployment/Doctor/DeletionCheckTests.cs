using Amazon.Runtime;
using Compressor.Cli.Deployment.Doctor;
using Compressor.Cli.Tests.Local;
using Compressor.LoopbackS3;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Storage;
using Compressor.Testing;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Tests.Deployment.Doctor;

/// <summary><c>compressor doctor --deployed</c>: the marker that is deleted with a wrong ETag.</summary>
public sealed class DeletionCheckTests : IAsyncLifetime
{
    private const string Bucket = "the-bucket";

    private LoopbackS3Server _server = null!;

    public async Task InitializeAsync() => _server = await LoopbackS3Server.StartAsync(new() { Https = false });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("keep", false)]
    [InlineData("delete", false)]
    [InlineData("delete", true)]
    public async Task An_S3_that_refuses_a_wrong_ETag_is_well(string afterSuccess, bool versioned)
    {
        var bucket = _server.CreateBucket(Bucket, new() { Versioned = versioned });

        var result = (await ExamineAsync(afterSuccess)).ShouldHaveSingleItem();

        result.ToString().ShouldBe("OK    delete mode    S3 refuses a DELETE with a wrong ETag (412)");
        ShouldBeEmpty(bucket);
    }

    [Theory]
    [InlineData("keep", "WARN")]
    [InlineData("delete", "FAIL")]
    public async Task An_S3_that_ignores_it_is_told_with_what_that_means(string afterSuccess, string standing)
    {
        var bucket = _server.CreateBucket(Bucket, new() { IgnoresIfMatchOnDelete = true });

        var result = (await ExamineAsync(afterSuccess)).ShouldHaveSingleItem();

        result.ToString().ShouldStartWith(
            $"{standing}  delete mode    S3 accepts a DELETE with a wrong ETag. source_after_success = \"delete\" is not exact in this "
            + "bucket: ");
        ShouldBeEmpty(bucket);
    }

    [Fact]
    public async Task With_versions_the_ETag_does_not_matter_and_no_version_is_left()
    {
        var bucket = _server.CreateBucket(Bucket, new() { IgnoresIfMatchOnDelete = true, Versioned = true });

        var result = (await ExamineAsync("delete")).ShouldHaveSingleItem();

        result.Standing.ShouldBe(CheckStanding.Ok);
        result.Message.ShouldContain("the bucket has versions");
        ShouldBeEmpty(bucket);
    }

    [Theory]
    [InlineData(S3Operation.PutObject, "SKIP  delete mode    a marker may not be put under compressor-doctor/: allow s3:PutObject there")]
    [InlineData(S3Operation.DeleteObject, "SKIP  delete mode    a marker may not be deleted under compressor-doctor/")]
    public async Task What_may_not_be_tried_is_skipped(S3Operation denied, string line)
    {
        _server.CreateBucket(Bucket);
        _server.Faults.Add(new(FaultKind.AccessDenied) { Operation = denied, Times = int.MaxValue });

        (await ExamineAsync("delete"))[0].ToString().ShouldStartWith(line);
    }

    [Fact]
    public async Task A_marker_that_stays_is_named()
    {
        var bucket = _server.CreateBucket(Bucket);
        _server.Faults.Add(new(FaultKind.AccessDenied) { Operation = S3Operation.DeleteObject, Times = int.MaxValue });

        var results = await ExamineAsync("delete");

        var marker = bucket.List("", "", 10).ShouldHaveSingleItem();
        marker.Key.ShouldStartWith(Markers.Prefix);
        results[1].ToString().ShouldStartWith($"WARN  marker         {marker.Key} could not be removed: delete it");
    }

    [Fact]
    public async Task The_marker_is_removed_where_the_try_itself_fails()
    {
        var bucket = _server.CreateBucket(Bucket);
        _server.Faults.Add(new(FaultKind.AccessDenied) { Operation = S3Operation.DeleteObject });

        (await ExamineAsync("delete")).ShouldHaveSingleItem().Standing.ShouldBe(CheckStanding.Skip);

        ShouldBeEmpty(bucket);
    }

    [Theory]
    [InlineData(S3Operation.PutObject)]
    [InlineData(S3Operation.DeleteObject)]
    public async Task An_interrupt_leaves_no_marker(S3Operation operation)
    {
        var bucket = _server.CreateBucket(Bucket);
        using var interrupt = new CancellationTokenSource();
        _server.Gate = async (request, gone) =>
        {
            if (request.Operation == operation && !interrupt.IsCancellationRequested)
            {
                await interrupt.CancelAsync();
                await Task.WhenAny(Task.Delay(Timeout.Infinite, gone));
            }

            return null;
        };

        await Should.ThrowAsync<OperationCanceledException>(() => ExamineAsync("delete", interrupt.Token));

        bucket.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bucket_that_is_gone_fails_in_one_line() =>
        (await ExamineAsync("delete")).ShouldHaveSingleItem().ToString().ShouldBe(
            $"FAIL  delete mode    the bucket '{Bucket}' does not exist");

    [Fact]
    public void The_deployed_policy_lets_markers_through() =>
        Repository.Read("terraform/modules/bucket/policy.tf")
            .ShouldContain($"/{Markers.Prefix}*\"");

    /// <summary>Every key that had an object has an event; none may have a version or a delete marker left.</summary>
    private static void ShouldBeEmpty(Bucket bucket)
    {
        bucket.Events.ShouldNotBeEmpty();
        bucket.Events.SelectMany(happened => bucket.Versions(happened.Key)).ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<CheckResult>> ExamineAsync(
        string afterSuccess, CancellationToken cancellationToken = default)
    {
        await using var function = new TestFunction();
        var variables = new Dictionary<string, string> { ["COMPRESSOR_SOURCE_AFTER_SUCCESS"] = afterSuccess };
        var deployment = function.Deployment with { FunctionEnvironment = variables, BucketName = Bucket, Region = "us-east-1" };
        var credentials = new BasicAWSCredentials(LoopbackS3Server.AccessKeyId, LoopbackS3Server.SecretAccessKey);
        var connection = new AwsConnection(_server.Endpoint, deployment.Region, _server.CaBundlePath, credentials);
        var markers = new Markers(connection, Bucket);
        IReadOnlyList<CheckResult> left = [];
        IReadOnlyList<CheckResult> results;
        try
        {
            results = await new DeletionCheck(deployment, connection, markers).RunAsync(cancellationToken);
        }
        finally
        {
            left = await markers.RemoveAsync(TimeSpan.FromMinutes(1));
        }

        return [.. results, .. left];
    }
}

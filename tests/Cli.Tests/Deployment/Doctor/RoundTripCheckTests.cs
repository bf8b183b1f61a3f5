using Amazon.Runtime;
using Compressor.Cli.Deployment;
using Compressor.Cli.Deployment.Doctor;
using Compressor.Cli.Tests.Local;
using Compressor.LoopbackS3;
using Compressor.LoopbackS3.Faults;
using Compressor.LoopbackS3.Storage;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Tests.Deployment.Doctor;

/// <summary>
/// <c>compressor doctor --deployed</c>: the source that is to be compressed. The function is a stand-in that stores an archive or does not.
/// </summary>
public sealed class RoundTripCheckTests : IAsyncLifetime
{
    private const string BucketName = "the-bucket";

    private LoopbackS3Server _server = null!;
    private DeployedResources _deployment = null!;
    private AwsConnection _connection = null!;
    private IReadOnlyList<CheckResult> _left = [];

    public async Task InitializeAsync()
    {
        _server = await LoopbackS3Server.StartAsync(new() { Https = false });
        await using var function = new TestFunction();
        _deployment = function.Deployment with { BucketName = BucketName, Region = "us-east-1" };
        var credentials = new BasicAWSCredentials(LoopbackS3Server.AccessKeyId, LoopbackS3Server.SecretAccessKey);
        _connection = new(_server.Endpoint, _deployment.Region, _server.CaBundlePath, credentials);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_source_that_becomes_an_archive_is_well_and_neither_is_left(bool versioned)
    {
        var bucket = _server.CreateBucket(BucketName, new() { Versioned = versioned });

        var check = RunAsync(TimeSpan.FromMinutes(1));
        await CompressAsync(bucket);

        var result = await check;
        result.Standing.ShouldBe(CheckStanding.Ok);
        result.Message.ShouldStartWith("a source became an archive within ");
        bucket.Events.SelectMany(happened => bucket.Versions(happened.Key)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_without_an_archive_fails_and_is_removed()
    {
        var bucket = _server.CreateBucket(BucketName);

        var result = await RunAsync(TimeSpan.Zero);

        result.Standing.ShouldBe(CheckStanding.Fail);
        var source = bucket.Events[0].Key;
        result.Message.ShouldStartWith($"{source} has no archive after 0 s, and is removed: is the bucket's notification set?");
        bucket.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_interrupt_leaves_nothing()
    {
        var bucket = _server.CreateBucket(BucketName, new() { Versioned = true });
        using var interrupt = new CancellationTokenSource();

        var check = RunAsync(TimeSpan.FromMinutes(1), interrupt.Token);
        await WaitForSourceAsync(bucket);
        await interrupt.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => check);
        bucket.Events.SelectMany(happened => bucket.Versions(happened.Key)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_may_not_be_removed_is_named()
    {
        var bucket = _server.CreateBucket(BucketName);
        _server.Faults.Add(new(FaultKind.AccessDenied) { Operation = S3Operation.DeleteObject, Times = int.MaxValue });

        var check = RunAsync(TimeSpan.FromMinutes(1));
        var (source, archive) = await CompressAsync(bucket);

        (await check).Standing.ShouldBe(CheckStanding.Ok);
        _left.Select(result => result.Message.Split(' ')[0]).ShouldBe([source, archive]);
        _left.ShouldAllBe(result => result.Standing == CheckStanding.Warn && result.Message.Contains(" could not be removed: delete it"));
    }

    [Fact]
    public async Task A_source_that_may_not_be_uploaded_fails()
    {
        _server.CreateBucket(BucketName);
        _server.Faults.Add(new(FaultKind.AccessDenied) { Operation = S3Operation.PutObject, Times = int.MaxValue });

        var result = await RunAsync(TimeSpan.FromMinutes(1));

        result.Standing.ShouldBe(CheckStanding.Fail);
        result.Message.ShouldContain("s3:PutObject");
    }

    private async Task<CheckResult> RunAsync(TimeSpan patience, CancellationToken cancellationToken = default)
    {
        var markers = new Markers(_connection, BucketName);
        try
        {
            return await new RoundTripCheck(_deployment, _connection, markers).RunAsync(patience, cancellationToken);
        }
        finally
        {
            _left = await markers.RemoveAsync(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>Stores an archive of the first source that comes.</summary>
    private async Task<(string Source, string Archive)> CompressAsync(Bucket bucket)
    {
        var source = await WaitForSourceAsync(bucket);
        var name = source[(_deployment.IncomingPrefix.Length + "00/".Length)..];
        var archive = _deployment.Mapping.ArchiveKey(name);
        using var s3 = _connection.CreateS3();
        await s3.PutObjectAsync(new() { BucketName = BucketName, Key = archive, ContentBody = "archive" });
        return (source, archive);
    }

    private static async Task<string> WaitForSourceAsync(Bucket bucket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (bucket.List("", "", 10).Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }

        return bucket.List("", "", 10)[0].Key;
    }
}

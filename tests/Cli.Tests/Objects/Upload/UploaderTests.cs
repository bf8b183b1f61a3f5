using System.Collections.Concurrent;
using Amazon.Runtime;
using Compressor.Cli.Objects.Upload;
using Compressor.Core.Keys;
using Compressor.Testing;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Tests.Objects.Upload;

public sealed class UploaderTests : IAsyncLifetime, IDisposable
{
    /// <summary>The check value of CRC-64/NVME: that of the text 123456789 is ae8b14860a799888.</summary>
    private const string ChecksumOfDigits = "rosUhgp5mIg=";

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentBag<(string Name, string Reason)> _failures = [];
    private S3Double _s3 = null!;
    private Uri? _address;

    public async Task InitializeAsync() => _s3 = await S3Double.StartAsync();

    public async Task DisposeAsync() => await _s3.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_goes_under_its_shard_with_its_checksum()
    {
        _folder.Add("file.json", "123456789"u8);

        var counters = await UploadAsync();

        counters.Uploaded.ShouldBe(1);
        counters.Bytes.ShouldBe(9);
        var (key, stored) = _s3.Objects.ShouldHaveSingleItem();
        key.ShouldBe("incoming/69/file.json");
        stored.Bytes.ShouldBe("123456789"u8.ToArray());
        stored.Checksum.ShouldBe(ChecksumOfDigits);
    }

    [Fact]
    public async Task Each_byte_is_counted_once()
    {
        for (var i = 0; i < 500; i++)
        {
            _folder.Add($"{i}.json", "123456789"u8);
        }

        (await UploadAsync()).Bytes.ShouldBe(500 * 9, "the SDK tells of progress from a thread of its own, also after the upload");
    }

    [Theory]
    [InlineData("a b.json")]
    [InlineData("1+1=2 100%25.json")]
    [InlineData("été/日本 ü.json")]
    [InlineData("c0/file.json")]
    public async Task Odd_names_arrive_as_they_are(string name)
    {
        _folder.Add(name, "{}"u8);

        await UploadAsync();

        _s3.Objects.Keys.ShouldHaveSingleItem().ShouldBe($"incoming/{KeyMapping.Shard(name)}/{name}");
    }

    [Fact]
    public async Task An_empty_file_is_uploaded()
    {
        _folder.Add("empty.json", []);

        (await UploadAsync()).Uploaded.ShouldBe(1);

        _s3.Objects.ShouldHaveSingleItem().Value.Bytes.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_there_with_the_same_checksum_is_skipped_and_what_changed_is_sent_again()
    {
        _folder.Add("same.json", "[1]"u8);
        _folder.Add("changed.json", "[1]"u8);
        await UploadAsync();
        _folder.Add("changed.json", "[2]"u8);
        _s3.Puts.Clear();

        var counters = await UploadAsync();

        (counters.Uploaded, counters.Present).ShouldBe((1, 1));
        _s3.Puts.ShouldHaveSingleItem().ShouldEndWith("/changed.json");
    }

    [Fact]
    public async Task One_file_that_fails_is_named_and_the_others_go_on()
    {
        _folder.Add("a.json", "1"u8);
        _folder.Add("b.json", "2"u8);
        _s3.Failures[("PUT", $"incoming/{KeyMapping.Shard("a.json")}/a.json")] = (403, "AccessDenied");

        var counters = await UploadAsync();

        (counters.Uploaded, counters.Failed).ShouldBe((1, 1));
        var (name, reason) = _failures.ShouldHaveSingleItem();
        name.ShouldBe("a.json");
        reason.ShouldStartWith("access to the bucket 'bucket' is denied: s3:PutObject");
    }

    [Fact]
    public async Task Who_may_only_put_can_upload()
    {
        _folder.Add("a.json", "1"u8);
        _s3.Failures[("HEAD", "*")] = (403, "Forbidden");

        (await UploadAsync()).Uploaded.ShouldBe(1);
    }

    [Theory]
    [InlineData(404, "NoSuchBucket", "the bucket 'bucket' does not exist")]
    [InlineData(403, "InvalidAccessKeyId", "AWS refuses the credentials (InvalidAccessKeyId)")]
    [InlineData(301, "PermanentRedirect", "the bucket 'bucket' is in another region: name it with --region")]
    public async Task What_would_fail_every_file_ends_the_upload(int status, string code, string message)
    {
        for (var i = 0; i < 50; i++)
        {
            _folder.Add($"{i}.json", "1"u8);
        }

        _s3.Failures[("PUT", "*")] = (status, code);

        (await Should.ThrowAsync<CommandException>(UploadAsync)).Message.ShouldBe(message);
        _failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_way_to_the_endpoint_ends_the_upload()
    {
        _folder.Add("a.json", "1"u8);
        _address = new("http://127.0.0.1:1");

        (await Should.ThrowAsync<CommandException>(UploadAsync)).Message.ShouldStartWith("cannot reach S3: ");
    }

    [Fact]
    public async Task Cancelling_stops_the_upload()
    {
        _folder.Add("a.json", "1"u8);

        await Should.ThrowAsync<OperationCanceledException>(() => UploadAsync(new CancellationToken(canceled: true)));

        _s3.Puts.ShouldBeEmpty();
    }

    private Task<UploadCounters> UploadAsync() => UploadAsync(CancellationToken.None);

    private async Task<UploadCounters> UploadAsync(CancellationToken cancellationToken)
    {
        using var s3 = new AwsConnection(
            _address ?? _s3.Address, "us-east-1", Credentials: new BasicAWSCredentials("id", "secret")).CreateS3();
        var uploader = new Uploader(s3, "bucket", new KeyMapping("incoming/", "processed/", ".json"), concurrency: 4);
        await uploader.RunAsync(
            new SourceFiles([_folder.Path]).Enumerate(), (file, reason) => _failures.Add((file.Name, reason)), cancellationToken);
        return uploader.Counters;
    }
}

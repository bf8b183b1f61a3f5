using Amazon.Runtime;
using Compressor.Lab.Tuning;
using Compressor.LoopbackS3;
using Compressor.LoopbackS3.Storage;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Lab.Tests.Tuning;

/// <summary><c>compressor tune --against BUCKET/PREFIX</c>, with an S3 on loopback.</summary>
public sealed class ObjectSamplesTests : IAsyncLifetime
{
    private LoopbackS3Server _server = null!;
    private Bucket _bucket = null!;

    private AwsConnection Connection => new(_server.Endpoint, "us-east-1", _server.CaBundlePath, new BasicAWSCredentials("id", "secret"));

    public async Task InitializeAsync()
    {
        _server = await LoopbackS3Server.StartAsync();
        _bucket = _server.CreateBucket("files");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Objects_under_the_prefix_are_taken_as_they_are()
    {
        _bucket.Put("incoming/a.json", "first"u8.ToArray());
        _bucket.Put("incoming/b.json", "the second"u8.ToArray());
        _bucket.Put("incoming/empty.json", Array.Empty<byte>());
        _bucket.Put("other/c.json", "elsewhere"u8.ToArray());

        var samples = await ObjectSamples.ReadAsync("files/incoming/", Connection, CancellationToken.None);

        samples.Select(sample => (sample.Data.Name, System.Text.Encoding.UTF8.GetString(sample.Bytes.Span)))
            .ShouldBe([("incoming/a.json", "first"), ("incoming/b.json", "the second")]);
    }

    [Fact]
    public async Task Of_many_objects_twenty_are_taken_evenly()
    {
        for (var number = 0; number < 100; number++)
        {
            _bucket.Put($"incoming/{number:000}.json", new byte[number + 1]);
        }

        var samples = await ObjectSamples.ReadAsync("files", Connection, CancellationToken.None);

        samples.Select(sample => sample.Bytes.Length).ShouldBe(Enumerable.Range(0, 20).Select(number => (number * 5) + 1));
    }

    [Theory]
    [InlineData("files/nothing/", "there is no object of 1 byte to 256 MiB under s3://files/nothing/")]
    [InlineData("nobodys/incoming/", "cannot read s3://nobodys/incoming/: ")]
    public async Task Where_there_is_nothing_to_read_the_place_is_named(string place, string message) =>
        (
            await Should.ThrowAsync<CommandException>(
                () => ObjectSamples.ReadAsync(place, Connection, CancellationToken.None))).Message.ShouldStartWith(message);
}

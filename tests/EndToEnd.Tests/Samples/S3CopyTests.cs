using System.Text.Encodings.Web;
using System.Text.Json;
using Compressor.Cli.Local.Invocations;
using Compressor.LoopbackS3;
using Compressor.LoopbackS3.Storage;

namespace Compressor.EndToEnd.Tests.Samples;

/// <summary>The copy of each object's beginning, against an S3 and by the events that S3 sends.</summary>
[Trait("Packages", "Samples")]
public sealed class S3CopyTests : IAsyncLifetime
{
    private const int PreviewBytes = 4096;

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private LoopbackS3Server _s3 = null!;
    private Bucket _bucket = null!;

    public async Task InitializeAsync()
    {
        _s3 = await LoopbackS3Server.StartAsync(new() { Https = false });
        _bucket = _s3.CreateBucket("files");
    }

    public async Task DisposeAsync() => await _s3.DisposeAsync();

    [Theory]
    [InlineData("a.txt", 0)]
    [InlineData("a.txt", 100)]
    [InlineData("folder/a +%é.txt", PreviewBytes)]
    [InlineData("folder/a +%é.txt", 100_000)]
    public async Task The_beginning_of_an_object_is_stored_under_the_other_prefix(string key, int size)
    {
        var content = Project.SampleJson(100_000, seed: 1)[..size];
        _bucket.Put(key, content);
        await using var function = await StartAsync();

        var answer = await function.AnswerAsync(LastEvent());

        answer.ShouldBe(JsonSerializer.Serialize(new { stored = new[] { "previews/" + key }, skipped = Array.Empty<string>() }, Plain));
        BytesOf("previews/" + key).ShouldBe(content[..Math.Min(size, PreviewBytes)]);
    }

    [Fact]
    public async Task A_preview_gets_no_preview()
    {
        _bucket.Put("previews/a.txt", "hello"u8.ToArray());
        await using var function = await StartAsync();

        (await function.AnswerAsync(LastEvent())).ShouldBe("""{"stored":[],"skipped":["previews/a.txt"]}""");

        _bucket.Keys.ShouldBe(["previews/a.txt"]);
    }

    [Fact]
    public async Task An_object_that_is_gone_is_skipped()
    {
        _bucket.Put("a.txt", "hello"u8.ToArray());
        _bucket.Delete("a.txt");
        await using var function = await StartAsync();

        (await function.AnswerAsync(LastEvent())).ShouldBe("""{"stored":[],"skipped":["a.txt"]}""");

        _bucket.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_S3_refuses_is_an_error_and_the_next_event_succeeds()
    {
        _bucket.Put("a.txt", "hello"u8.ToArray());
        var good = LastEvent();
        await using var function = await StartAsync();

        var refused = await function.InvokeAsync(good.Replace("\"files\"", "\"no-such-bucket\"", StringComparison.Ordinal));
        await function.AnswerAsync(good);

        refused.ErrorType.ShouldBe("AmazonS3Exception");
        refused.ErrorMessage.ShouldContain("bucket does not exist");
        BytesOf("previews/a.txt").ShouldBe("hello"u8.ToArray());
    }

    [Fact]
    public async Task An_empty_prefix_is_refused_at_the_start()
    {
        await using var function = await StartAsync(("OUTPUT_PREFIX", ""));

        var answer = await function.InvokeAsync("{}");

        answer.FunctionError.ShouldNotBeNull();
        answer.ErrorType.ShouldBe("ArgumentException");
    }

    private string LastEvent() => _bucket.Events[^1].ToJson();

    private byte[]? BytesOf(string key) => _bucket.Find(key)?.Content.ToArray();

    private Task<SampleFunction> StartAsync(params (string Name, string Value)[] variables) => SampleFunction.StartAsync(
        "S3Copy",
        lambda => lambda with
        {
            AwsEndpoint = _s3.Endpoint,
            Credentials = new LocalCredentials(LoopbackS3Server.AccessKeyId, LoopbackS3Server.SecretAccessKey, null),
        },
        variables);
}

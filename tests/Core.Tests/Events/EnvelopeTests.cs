using System.Text;
using System.Text.Json;
using Compressor.Core.Events;
using CsCheck;

namespace Compressor.Core.Tests.Events;

/// <summary>Events that were passed on by SNS and SQS, in any nesting.</summary>
public sealed class EnvelopeTests
{
    /// <summary>Each puts one document into another, and says what the path through it is.</summary>
    private static readonly (string Name, Func<string, string> Wrap, string Path)[] Envelopes =
    [
        ("SQS", text => Serialize(Records(new { messageId = "m", body = text, eventSource = "aws:sqs" })), "$.Records[0].body: "),
        (
            "SNS",
            text => Serialize(
                Records(new { EventSource = "aws:sns", EventVersion = "1.0", Sns = new { Type = "Notification", Message = text } })),
            "$.Records[0].Sns.Message: "),
        (
            "SNS in a queue",
            text => Serialize(new { Type = "Notification", MessageId = "n", TopicArn = "arn:aws:sns:us-east-1:1:t", Message = text }),
            "$.Message: "),
    ];

    private static readonly Gen<(string Name, Func<string, string> Wrap, string Path)[]> Nestings =
        Gen.Int[0, Envelopes.Length - 1].Array[0, EventReader.MaxEnvelopes].Select(
            picks => Array.ConvertAll(picks, pick => Envelopes[pick]));

    private static readonly string[] Documents =
    [
        Encoding.UTF8.GetString(SampleEvents.S3("incoming/a+b%2B.json")),
        SampleEvents.EventBridge("incoming/a b+.json"),
    ];

    [Fact]
    public void Every_shape_in_every_nesting_gives_its_object() =>
        Gen.Select(Nestings, Gen.Int[0, Documents.Length - 1].Select(pick => Documents[pick])).Sample((nesting, document) =>
        {
            var read = Read(Wrap(nesting, document));

            read.Uploads.ShouldHaveSingleItem().Key.ShouldBe("incoming/a b+.json");
            read.Uploads[0].MessageId.ShouldBe(nesting.Any(envelope => envelope.Name == "SQS") ? "m" : null);
            if (nesting.Length > 0)
            {
                read.Kind.ShouldBe(nesting[^1].Name == "SQS" ? EventKind.Sqs : EventKind.Sns);
            }
        });

    [Fact]
    public void A_test_event_in_any_nesting_has_nothing_to_do() =>
        Nestings.Sample(nesting =>
            Read(Wrap(nesting, """{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"uploads"}""")).Uploads.ShouldBeEmpty());

    [Fact]
    public void An_error_names_the_path_through_the_envelopes() =>
        Nestings.Sample(nesting =>
        {
            var document = """{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"uploads"},"object":{"key":7}}}]}""";

            var error = Should.Throw<MalformedEventException>(() => Read(Wrap(nesting, document)));

            error.Path.ShouldBe(string.Concat(nesting.Reverse().Select(envelope => envelope.Path)) + "$.Records[0].s3.object.key");
        });

    [Fact]
    public void A_message_that_is_not_JSON_is_named() =>
        Should.Throw<MalformedEventException>(() => Read(Wrap([Envelopes[2], Envelopes[0]], "hello")))
            .Message.ShouldStartWith("The event is malformed at $.Records[0].body: $.Message: $ (byte 0)");

    [Fact]
    public void A_message_of_another_shape_is_described() =>
        Should.Throw<UnknownEventException>(() => Read(Wrap([Envelopes[2], Envelopes[0]], """{"hello":1}""")))
            .Message.ShouldStartWith(
                "The shape of the message in the body of message 0 is unknown: it has the top-level properties hello.");

    [Fact]
    public void More_envelopes_than_anybody_needs_are_refused()
    {
        var nesting = Enumerable.Repeat(Envelopes[2], EventReader.MaxEnvelopes + 1).ToArray();

        Should.Throw<UnknownEventException>(() => Read(Wrap(nesting, Documents[0]))).Message.ShouldContain("4 are opened at most");
    }

    [Fact]
    public void Raw_message_delivery_is_an_SQS_message_with_the_notification_as_its_body()
    {
        var read = Read(Wrap([Envelopes[0]], Documents[0]));

        (read.Kind, read.Uploads.ShouldHaveSingleItem().MessageId).ShouldBe((EventKind.Sqs, "m"));
    }

    [Theory]
    [InlineData("", "incoming/a.json", "$.Records[0].s3.bucket.name", "found ''")]
    [InlineData("ab", "incoming/a.json", "$.Records[0].s3.bucket.name", "found 'ab'")]
    [InlineData("up loads", "incoming/a.json", "$.Records[0].s3.bucket.name", "found 'up loads'")]
    [InlineData("../etc", "incoming/a.json", "$.Records[0].s3.bucket.name", "found '../etc'")]
    [InlineData("uploads", "", "$.Records[0].s3.object.key", "found ''")]
    [InlineData("uploads", "incoming/a%00b.json", "$.Records[0].s3.object.key", @"found 'incoming/a\0b.json'")]
    public void An_address_that_no_object_can_have_is_refused_with_its_path(string bucket, string key, string path, string found)
    {
        var json = Serialize(new
        {
            Records = new[] { new { eventName = "ObjectCreated:Put", s3 = new { bucket = new { name = bucket }, @object = new { key } } } },
        });

        var error = Should.Throw<MalformedEventException>(() => Read(json));

        error.Path.ShouldBe(path);
        error.Message.ShouldContain(found);
        error.Message.ShouldNotContain("byte 0");
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void A_key_has_1024_bytes_of_UTF_8_at_most(int bytes, bool isAllowed)
    {
        var key = new string('é', bytes / 2) + new string('a', bytes % 2);
        var json = SampleEvents.EventBridge(key);

        if (isAllowed)
        {
            Read(json).Uploads.ShouldHaveSingleItem().Key.ShouldBe(key);
        }
        else
        {
            Should.Throw<MalformedEventException>(() => Read(json)).Message.ShouldContain("found 1025 bytes");
        }
    }

    [Theory]
    [InlineData("My_Old.Bucket")]
    [InlineData("abc")]
    [InlineData("my-bucket-1.example.com")]
    public void Names_that_S3_has_ever_allowed_are_taken(string bucket) =>
        Read(Documents[1].Replace("\"uploads\"", $"\"{bucket}\"")).Uploads.ShouldHaveSingleItem().Bucket.ShouldBe(bucket);

    [Theory]
    [InlineData("\"s3BucketArn\":\"uploads\"", "$.tasks[0].s3BucketArn")]
    [InlineData("\"s3Bucket\":\"\"", "$.tasks[0].s3Bucket")]
    public void A_batch_task_without_a_bucket_is_refused_with_its_path(string bucket, string path) =>
        Should.Throw<MalformedEventException>(
            () => Read($$"""{"invocationSchemaVersion":"1.0","invocationId":"i","tasks":[{"taskId":"t","s3Key":"a",{{bucket}}}]}"""))
            .Path.ShouldBe(path);

    private static string Wrap(IEnumerable<(string Name, Func<string, string> Wrap, string Path)> nesting, string document) =>
        nesting.Aggregate(document, (text, envelope) => envelope.Wrap(text));

    private static object Records<T>(T record) => new { Records = new[] { record } };

    private static string Serialize<T>(T value) => JsonSerializer.Serialize(value);

    private static IncomingEvent Read(string json) => EventReader.Read(Encoding.UTF8.GetBytes(json));
}

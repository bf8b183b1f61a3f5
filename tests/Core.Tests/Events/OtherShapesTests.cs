using System.Text;
using System.Text.Json;
using Compressor.Core.Events;

namespace Compressor.Core.Tests.Events;

public class OtherShapesTests
{
    [Fact]
    public void Messages_of_a_queue_are_opened_and_keep_their_identifiers()
    {
        var read = Read(Sqs(
            ("m1", Encoding.UTF8.GetString(SampleEvents.S3("a+b"))),
            ("m2", SampleEvents.EventBridge("c+d")),
            ("m3", """{"Service":"Amazon S3","Event":"s3:TestEvent"}""")));

        read.Kind.ShouldBe(EventKind.Sqs);
        read.Uploads.Select(upload => (upload.MessageId, upload.Key)).ShouldBe([("m1", "a b"), ("m2", "c+d")]);
    }

    [Fact]
    public void Key_of_an_event_bridge_event_is_not_decoded()
    {
        var read = Read(SampleEvents.EventBridge("incoming/a+b%20c.json"));

        read.Kind.ShouldBe(EventKind.EventBridge);
        read.Uploads.ShouldHaveSingleItem().ShouldBe(new ObjectUpload
        {
            Bucket = "uploads",
            Key = "incoming/a+b%20c.json",
            Size = 5,
            ETag = "b57f9512698f4b09e608f4f2a65852e5",
            VersionId = "v1",
            Sequencer = "00617F08299329D189",
            EventName = "Object Created",
            IsObjectCreated = true,
        });
    }

    [Fact]
    public void Event_bridge_event_of_a_deletion_is_no_creation() =>
        Read(SampleEvents.EventBridge("k").Replace("Object Created", "Object Deleted", StringComparison.Ordinal))
            .Uploads.ShouldHaveSingleItem().IsObjectCreated.ShouldBeFalse();

    [Theory]
    [InlineData("1.0", "\"s3BucketArn\":\"arn:aws:s3:::uploads\"")]
    [InlineData("2.0", "\"s3Bucket\":\"uploads\"")]
    public void Task_of_a_batch_job_is_read_in_both_schemas(string version, string bucket)
    {
        var read = Read(
            $$$"""
            {"invocationSchemaVersion":"{{{version}}}","invocationId":"YXNkbGZqYWRmaiBhc2RmdW9hZHNmZGpmaGFzbGtkaGZza2RmaAo",
            "job":{"id":"f3cc4f60-61f6-4a2b-8a21-d07600c373ce","userArguments":{"k":"v"}},
            "tasks":[{"taskId":"t1","s3Key":"a+b%2Fc","s3VersionId":null,{{{bucket}}}}]}
            """);

        read.Kind.ShouldBe(EventKind.S3Batch);
        read.BatchSchemaVersion.ShouldBe(version);
        read.BatchInvocationId.ShouldBe("YXNkbGZqYWRmaiBhc2RmdW9hZHNmZGpmaGFzbGtkaGZza2RmaAo");
        read.Uploads.ShouldHaveSingleItem().ShouldBe(
            new ObjectUpload { Bucket = "uploads", Key = "a b/c", TaskId = "t1", IsObjectCreated = true });
    }

    /// <summary>Keys are as the manifest has them: encoded, as in an inventory of CSV, or as somebody wrote them by hand.</summary>
    [Theory]
    [InlineData("incoming/a%2Bb+c%20d.json", "incoming/a+b c d.json")]
    [InlineData("incoming%2Fa%2525.json", "incoming/a%25.json")]
    [InlineData("incoming/%C3%BC%F0%9F%98%80.json", "incoming/ü\U0001F600.json")]
    [InlineData("incoming/plain ü \U0001F600.json", "incoming/plain ü \U0001F600.json")]
    [InlineData("incoming/day/", "incoming/day/")]
    [InlineData("incoming%2Fday%2F", "incoming/day/")]
    public void Key_of_a_task_is_decoded_once_and_one_that_is_not_encoded_is_itself(string key, string decoded)
    {
        foreach (var version in new[] { "1.0", "2.0" })
        {
            Read(SampleEvents.S3Batch(version, key)).Uploads.ShouldHaveSingleItem().Key.ShouldBe(decoded);
        }
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"null\"", "null")]
    [InlineData("\"jtN.BmzQ\"", "jtN.BmzQ")]
    public void Version_of_a_task_is_the_one_that_the_manifest_names(string json, string? version) =>
        Read(SampleEvents.S3Batch("2.0", "a").Replace("\"s3VersionId\": null", $"\"s3VersionId\": {json}", StringComparison.Ordinal))
            .Uploads.ShouldHaveSingleItem().VersionId.ShouldBe(version);

    /// <summary>The second ARN is in AWS's older samples.</summary>
    [Theory]
    [InlineData("arn:aws:s3:::a-bucket")]
    [InlineData("arn:aws:s3:us-east-1:0123456788:a-bucket")]
    [InlineData("arn:aws-cn:s3:::a-bucket")]
    public void Bucket_of_a_task_is_what_its_ARN_ends_in(string arn) =>
        Read(SampleEvents.S3Batch("1.0", "a", arn)).Uploads.ShouldHaveSingleItem().Bucket.ShouldBe("a-bucket");

    [Theory]
    [InlineData("1.0")]
    [InlineData("2.0")]
    public void Tasks_of_both_schemas_are_read_whatever_arguments_the_job_has(string version)
    {
        var read = Read(SampleEvents.S3Batch(version, "customer.jpg"));

        (read.Kind, read.BatchSchemaVersion, read.BatchInvocationId).ShouldBe((EventKind.S3Batch, version, SampleEvents.BatchInvocationId));
        read.Uploads.ShouldHaveSingleItem().ShouldBe(new ObjectUpload
        {
            Bucket = "amzn-s3-demo-bucket",
            Key = "customer.jpg",
            TaskId = "dGFza2lkZ29lc2hlcmUK",
            IsObjectCreated = true,
        });
    }

    [Theory]
    [InlineData("""{"version":"1","routeKey":"GET /","rawPath":"/"}""", "version, routeKey, rawPath")]
    [InlineData("""{"Records":[{"eventSource":"aws:dynamodb","dynamodb":{}}]}""", "Records")]
    [
        InlineData(
            """{"source":"aws.ec2","detail-type":"EC2 Instance State-change Notification","detail":{"bucket":null}}""",
            "source, detail-type, detail")]
    [InlineData("{}", "no top-level properties")]
    public void Event_of_another_shape_is_refused_with_its_properties(string json, string properties) =>
        Should.Throw<UnknownEventException>(() => Read(json)).Message.ShouldContain(properties);

    [Fact]
    public void Message_of_another_shape_is_named() =>
        Should.Throw<UnknownEventException>(() => Read(Sqs(("m1", """{"Event":"s3:TestEvent"}"""), ("m2", """{"hello":1}"""))))
            .Message.ShouldContain("The shape of the body of message 1 is unknown: it has the top-level properties hello");

    private static string Sqs(params (string Id, string Body)[] messages) =>
        JsonSerializer.Serialize(new
        {
            Records = messages.Select(
                message => new { messageId = message.Id, receiptHandle = "h", body = message.Body, eventSource = "aws:sqs" }),
        });

    private static IncomingEvent Read(string json) => EventReader.Read(Encoding.UTF8.GetBytes(json));
}

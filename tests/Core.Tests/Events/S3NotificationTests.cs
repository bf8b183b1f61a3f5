using System.Text;
using Compressor.Core.Events;

namespace Compressor.Core.Tests.Events;

public class S3NotificationTests
{
    [Fact]
    public void Record_of_a_real_notification_becomes_an_upload()
    {
        var read = EventReader.Read(SampleEvents.S3("incoming/a+b%2Bc/%C3%A9.json"));

        read.Kind.ShouldBe(EventKind.S3Notification);
        read.Uploads.ShouldHaveSingleItem().ShouldBe(new ObjectUpload
        {
            Bucket = "uploads",
            Key = "incoming/a b+c/é.json",
            Size = 10485760,
            ETag = "d41d8cd98f00b204e9800998ecf8427e",
            VersionId = "096fKKXTRTtl3on89fVO.nfljtsv6qko",
            Sequencer = "0055AED6DCD90281E5",
            EventName = "ObjectCreated:Put",
            IsObjectCreated = true,
        });
    }

    [Fact]
    public void Several_records_keep_their_order()
    {
        var record = """{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"uploads"},"object":{"key":"KEY"}}}""";
        var json = $$"""{"Records":[{{string.Join(',', Enumerable.Range(0, 20).Select(i => record.Replace("KEY", "k" + i)))}}]}""";

        Read(json).Uploads.Select(upload => upload.Key).ShouldBe(Enumerable.Range(0, 20).Select(i => "k" + i));
    }

    [Fact]
    public void Record_without_size_version_and_sequencer_has_none()
    {
        var upload =
            Read("""
                {"Records":[{"eventName":"ObjectCreated:Copy",
                "s3":{"bucket":{"name":"uploads"},"object":{"key":"k","versionId":null,"eTag":"\"abc\""}}}]}
                """)
            .Uploads.ShouldHaveSingleItem();

        upload.Size.ShouldBeNull();
        upload.VersionId.ShouldBeNull();
        upload.Sequencer.ShouldBeNull();
        upload.ETag.ShouldBe("abc");
    }

    [Theory]
    [InlineData("ObjectCreated:CompleteMultipartUpload", true)]
    [InlineData("s3:ObjectCreated:Put", true)]
    [InlineData("ObjectRemoved:Delete", false)]
    [InlineData("ObjectRestore:Completed", false)]
    public void Only_creations_count_as_such(string eventName, bool expected) =>
        Read(
            """{"Records":[{"eventName":"NAME","s3":{"bucket":{"name":"uploads"},"object":{"key":"k"}}}]}""".Replace(
                "NAME", eventName, StringComparison.Ordinal))
            .Uploads.ShouldHaveSingleItem().IsObjectCreated.ShouldBe(expected);

    [Theory]
    [InlineData("""{"Records":[]}""")]
    [InlineData("""{"Records":null}""")]
    public void Notification_without_records_is_about_nothing(string json)
    {
        Read(json).Kind.ShouldBe(EventKind.S3Notification);
        Read(json).Uploads.ShouldBeEmpty();
    }

    [Fact]
    public void Test_event_is_about_nothing()
    {
        var read =
            Read("""
                {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-01-31T23:59:59.123Z","Bucket":"uploads",
                "RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw"}
                """);

        read.Kind.ShouldBe(EventKind.S3TestEvent);
        read.Uploads.ShouldBeEmpty();
    }

    [Fact]
    public void Event_as_moto_sends_it_is_read()
    {
        var upload = Read(
            """
            {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-central-1","eventTime":"2026-01-31T23:59:59.123456",
            "eventName":"ObjectCreated:Put","s3":{"s3SchemaVersion":"1.0","configurationId":"c",
            "bucket":{"name":"uploads","ownerIdentity":{"principalId":"A3NL1KOZZKExample"},"arn":"arn:aws:s3:::b"},
            "object":{"key":"incoming%2Fx.json","size":1,"eTag":"e"}}}]}
            """).Uploads.ShouldHaveSingleItem();

        upload.Key.ShouldBe("incoming/x.json");
        upload.Size.ShouldBe(1);
    }

    [Fact]
    public void Byte_order_mark_is_skipped() =>
        EventReader.Read([0xEF, 0xBB, 0xBF, .. SampleEvents.S3("k")]).Uploads.ShouldHaveSingleItem();

    private static IncomingEvent Read(string json) => EventReader.Read(Encoding.UTF8.GetBytes(json));
}

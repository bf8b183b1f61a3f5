using System.Security.Cryptography;
using Compressor.Core.Events;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Project;

/// <summary>The files in samples/events, which people send with <c>compressor invoke</c>.</summary>
public sealed class SampleFileTests
{
    private static readonly byte[] Order = File.ReadAllBytes(Repository.PathTo("samples", "order.json"));

    [Theory]
    [InlineData("s3", EventKind.S3Notification)]
    [InlineData("eventbridge", EventKind.EventBridge)]
    [InlineData("sqs", EventKind.Sqs)]
    [InlineData("sns", EventKind.Sns)]
    [InlineData("sns-in-sqs", EventKind.Sqs)]
    [InlineData("s3-batch", EventKind.S3Batch)]
    public void Sample_names_the_sample_object(string name, EventKind kind)
    {
        var incoming = EventReader.Read(File.ReadAllBytes(Repository.PathTo("samples", "events", name + ".json")));

        incoming.Kind.ShouldBe(kind);
        var upload = incoming.Uploads.ShouldHaveSingleItem();
        (upload.Bucket, upload.Key).ShouldBe(("compressor-123456789012-us-east-1", "incoming/order.json"));
        if (kind != EventKind.S3Batch)
        {
            upload.Size.ShouldBe(Order.Length);
#pragma warning disable CA5351 // The ETag of a whole object is its MD5.
            upload.ETag.ShouldBe(Convert.ToHexStringLower(MD5.HashData(Order)));
#pragma warning restore CA5351
        }
    }

    [Fact]
    public void There_is_a_sample_for_each_test_and_no_other() =>
        Directory.EnumerateFiles(Repository.PathTo("samples", "events")).Count().ShouldBe(6);
}

using System.Net;
using Compressor.Core.Events;
using Compressor.Core.Failures;
using Compressor.Core.Outcomes;
using Compressor.Handler.Storage;
using Compressor.Handler.Tests.Faults.Harness;

namespace Compressor.Handler.Tests.Storage;

/// <summary>
/// The function's continuations run on the thread of the sockets' events: whoever reads a response synchronously there waits for
/// bytes that only that thread could bring.
/// </summary>
public sealed class BufferedResponsesTests
{
    private const string Denied = "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>not yours</Message></Error>";

    [Fact]
    public async Task An_error_is_understood_without_a_synchronous_read()
    {
        var store = StoreOver(HttpStatusCode.Forbidden, Denied);
        var failure = await Should.ThrowAsync<FunctionException>(
            async () => await store.OpenAsync(new SourceLocation("b", "k", "e", null), 0, CancellationToken.None));
        failure.ErrorType.ShouldBe(ErrorTypes.AccessDenied);
        failure.Message.ShouldContain("not yours");
    }

    [Fact]
    public async Task An_upload_is_begun_without_a_synchronous_read()
    {
        var store = StoreOver(HttpStatusCode.OK, "<InitiateMultipartUploadResult><UploadId>u-1</UploadId></InitiateMultipartUploadResult>");
        var upload = await store.BeginUploadAsync(
            new ArchiveDestination(
                "b", "k", "application/zip", Amazon.S3.S3StorageClass.Standard, new ArchiveMetadata("h", "e", null, 1, null, null)),
            CancellationToken.None);
        upload.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_object_is_not_read_before_it_is_asked_for()
    {
        var store = StoreOver(HttpStatusCode.OK, new string('x', 100));
        var (outcome, opened) = await store.OpenAsync(new SourceLocation("b", "k", null, null), 0, CancellationToken.None);
        outcome.ShouldBe(GetOutcome.Opened);
        using var source = opened.ShouldNotBeNull();
        var bytes = new byte[10];
        (await source.ReadAsync(bytes, CancellationToken.None)).ShouldBe(10);
    }

    private static ObjectStore StoreOver(HttpStatusCode status, string body) => new(
        S3ClientFactory.Create("us-east-1", new Uri("https://s3.test"), S3ClientFactory.Over(new AsynchronousOnly(status, body))),
        overTls: true);

    private sealed class AsynchronousOnly(HttpStatusCode status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(
            new HttpResponseMessage(status)
            {
                RequestMessage = request,
                Content = new StreamContent(new AsynchronousStream(body)) { Headers = { ContentLength = body.Length } },
            });
    }

    private sealed class AsynchronousStream(string text) : MemoryStream(System.Text.Encoding.ASCII.GetBytes(text), writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A synchronous read.");

        public override int Read(Span<byte> buffer) => throw new NotSupportedException("A synchronous read.");

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            var read = (int)Math.Min(buffer.Length, Length - Position);
            ToArray().AsSpan((int)Position, read).CopyTo(buffer.Span);
            Position += read;
            return read;
        }

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            destination.WriteAsync(ToArray(), cancellationToken).AsTask();
    }
}

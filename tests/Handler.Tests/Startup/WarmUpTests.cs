using System.Text;
using Compressor.Core.Archiving;
using Compressor.Handler.Runtime;
using Compressor.Handler.Settings;
using Compressor.Handler.Startup;
using Compressor.Handler.Storage;

namespace Compressor.Handler.Tests.Startup;

public sealed class WarmUpTests
{
    private static readonly LambdaEnvironment Lambda = new("127.0.0.1:1", "f", "1", 512, "us-east-1");

    [Theory]
    [InlineData(nameof(Compression.Fast))]
    [InlineData(nameof(Compression.Balanced))]
    [InlineData(nameof(Compression.Small))]
    public async Task The_rehearsal_goes_the_whole_way_to_a_stored_archive(string engine)
    {
        var settings = new CompressorSettings
        {
            Compression = Enum.Parse<Compression>(engine),
            SourceAfterSuccess = SourceAfterSuccess.Delete,
        };
        var response = await FunctionFactory.Rehearsal(settings, Lambda).FunctionHandler(
            new Invocation(Context, CannedS3.EventOf(settings.KeyMapping().SourceKey("warm-up.json"))), CancellationToken.None);
        Encoding.UTF8.GetString(response.Span).ShouldContain("\"outcome\":\"Compressed\"");
    }

    [Fact]
    public async Task An_S3_that_cannot_be_reached_fails_no_init() => await RunAsync(new FailingHandler());

    [Fact]
    public async Task An_S3_that_never_answers_holds_no_init_up() => await RunAsync(new SilentHandler());

    private static InvocationContext Context => new() { AwsRequestId = "r", Deadline = DateTimeOffset.MaxValue };

    private static async Task RunAsync(HttpMessageHandler s3)
    {
        using var connections = S3ClientFactory.Over(s3);
        using var warmUp = new WarmUp(connections, new Uri("https://s3.test"), new ColdStartClock(started: 0));
        await warmUp.CompleteAsync(
            FunctionFactory.Rehearsal(new CompressorSettings(), Lambda), "incoming/x.json").WaitAsync(TimeSpan.FromSeconds(30));
    }

    private sealed class FailingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException("no route");
    }

    private sealed class SilentHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            // Deaf to cancellation too: nothing that S3 or the network does may hold an init up.
            await new TaskCompletionSource().Task;
            throw new InvalidOperationException();
        }
    }
}

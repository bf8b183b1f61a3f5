using Compressor.Core.Failures;
using Compressor.Core.Outcomes;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Faults;

namespace Compressor.Handler.Tests.Faults;

/// <summary>The SDK grants a process 100 retries and then none until requests succeed again: an outage would outlive itself.</summary>
public sealed class RetryQuotaTests
{
    [Fact]
    public async Task After_an_outage_a_request_that_fails_once_is_repeated_as_before()
    {
        const int Events = 40;
        await using var scene = await FaultScene.CreateAsync();
        scene.With(FaultKind.SlowDown, S3Operation.GetObject, times: int.MaxValue);
        var upload = scene.Upload();

        // At once, so that the pauses between attempts pass side by side. The SDK counts for the process and the endpoint.
        await Task.WhenAll(Enumerable.Range(0, Events).Select(async _ =>
        {
            using var other = new HandlerUnderTest(scene.Server);
            (await other.InvokeAsync(upload.ToJson())).ShouldFailWith(ErrorTypes.StorageError);
        }));
        scene.Count(S3Operation.GetObject).ShouldBe(4 * Events);

        scene.Server.Recover();
        scene.With(FaultKind.SlowDown, S3Operation.GetObject);
        (await scene.DeliverAsync(upload)).ShouldBe(Outcome.Compressed);
    }
}

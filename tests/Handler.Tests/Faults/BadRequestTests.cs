using Compressor.Core.Failures;
using Compressor.Core.Outcomes;
using Compressor.Handler.Tests.Faults.Harness;
using Compressor.LoopbackS3.Faults;

namespace Compressor.Handler.Tests.Faults;

/// <summary>S3 refuses a request as wrong. The SDK changes the endpoint that it was given meanwhile, so none may be kept.</summary>
public sealed class BadRequestTests
{
    [Theory]
    [InlineData(S3Operation.GetObject)]
    [InlineData(S3Operation.PutObject)]
    public async Task A_request_that_S3_refuses_spoils_none_of_those_that_follow(S3Operation operation)
    {
        await using var scene = await FaultScene.CreateAsync();
        var upload = scene.Upload();
        for (var round = 0; round < 3; round++)
        {
            scene.With(FaultKind.BadDigest, operation);

            (await scene.DeliverAsync(upload)).ShouldFailWith(ErrorTypes.StorageError);
        }

        (await scene.DeliverAsync(upload)).ShouldBe(Outcome.Compressed);
        scene.Server.Requests.ShouldNotContain(request => request.ErrorCode == "SignatureDoesNotMatch");
    }

    [Theory]
    [InlineData(S3Operation.CreateMultipartUpload)]
    [InlineData(S3Operation.UploadPart)]
    [InlineData(S3Operation.CompleteMultipartUpload)]
    public async Task A_part_or_upload_that_S3_refuses_spoils_none_of_those_that_follow(S3Operation operation)
    {
        await using var scene = await FaultScene.CreateAsync(limits: FaultScene.Streaming);
        var upload = scene.Upload();
        scene.With(FaultKind.BadDigest, operation);

        (await scene.DeliverAsync(upload)).ShouldFailWith(ErrorTypes.StorageError);

        (await scene.DeliverAsync(upload)).ShouldBe(Outcome.Compressed);
        scene.Server.Requests.ShouldNotContain(request => request.ErrorCode == "SignatureDoesNotMatch");
    }
}

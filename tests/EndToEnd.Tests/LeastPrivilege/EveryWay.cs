using System.Text;
using Compressor.Cli.Local;
using Compressor.Cli.Objects;

namespace Compressor.EndToEnd.Tests.LeastPrivilege;

/// <summary>
/// Takes the function through everything that it may ask of AWS: whole and in parts, new, again, over an older one, missing, failed.
/// </summary>
internal sealed class EveryWay(DeployedFunction function)
{
    /// <summary>So little, and objects past 1 MiB are streamed in parts (ArchiveLimits.FromMemoryLimit).</summary>
    private const int LittleMemory = 52;

    /// <summary>Returns the requests that the function, and Lambda in its name, made meanwhile.</summary>
    public async Task<IReadOnlyList<RecordedCall>> TakeAsync()
    {
        var before = RecordedCall.Count(function.Aws);
        await CompressAsync("ways/whole.json", size: 20_000);
        await CompressAsInBatchJobAsync("ways/batch.json");
        await MissAsync();
        await DeadLetterAsync();

        await using var streaming = await function.StartLambdaAsync(
            options => options with { Deployment = function.Deployment with { MemorySize = LittleMemory } });
        await function.Aws.ConnectAsync(streaming.InvokeEndpoint, CancellationToken.None);
        try
        {
            await CompressAsync("ways/streamed.json", size: 2 << 20, streaming);
        }
        finally
        {
            await function.Aws.ConnectAsync(function.Lambda.InvokeEndpoint, CancellationToken.None);
        }

        return RecordedCall.OfTheRole(function.Aws, skip: before);
    }

    /// <summary>
    /// Uploads twice, each with its event; then the event of the last once more, as S3 tells it where there are versions, and without.
    /// </summary>
    private async Task CompressAsync(string name, int size, LocalLambda? lambda = null)
    {
        lambda ??= function.Lambda;
        string[] keeps = ["Compressed", "Compressed", "Duplicate", "Duplicate"];
        foreach (var seed in new ulong[] { 1, 2 })
        {
            await PutAsync(name, SampleContent.Json(size, seed), lambda);
        }

        var (etag, version) = await SourceOfAsync(name);
        foreach (var versionId in new[] { version, null })
        {
            await Invoke.LaterAsync(
                lambda,
                function.Deployment.FunctionName,
                S3Notification.ObjectCreated(function.Deployment, function.SourceKey(name), size, etag, versionId));
            await QuietAsync(lambda);
        }

        lambda.Outcomes.Where(outcome => outcome.Key == function.SourceKey(name)).Select(outcome => outcome.Outcome).ShouldBe(keeps);
        (await function.FindDifferenceAsync(name, SampleContent.Json(size, 2))).ShouldBeNull();
    }

    private async Task PutAsync(string name, byte[] content, LocalLambda lambda)
    {
        await function.S3.PutObjectAsync(
            new() { BucketName = function.Deployment.BucketName, Key = function.SourceKey(name), InputStream = new MemoryStream(content) });
        await QuietAsync(lambda);
    }

    /// <summary>The ETag and the version that the archive says its source had: in delete mode there is no source to ask.</summary>
    private async Task<(string ETag, string? VersionId)> SourceOfAsync(string name)
    {
        var archive = await function.S3.GetObjectMetadataAsync(function.Deployment.BucketName, function.ArchiveKey(name));
        return (archive.Metadata["source-etag"], archive.Metadata["source-version-id"]);
    }

    /// <summary>A task of S3 Batch Operations names no size and no ETag.</summary>
    private async Task CompressAsInBatchJobAsync(string name)
    {
        await function.Aws.ConnectAsync(new Uri("http://127.0.0.1:1"), CancellationToken.None);
        await function.S3.PutObjectAsync(
            new() { BucketName = function.Deployment.BucketName, Key = function.SourceKey(name), ContentBody = "{}" });
        await function.Aws.ConnectAsync(function.Lambda.InvokeEndpoint, CancellationToken.None);
        var job = $$"""
            {"invocationSchemaVersion":"1.0","invocationId":"invocation","job":{"id":"job"},
            "tasks":[{"taskId":"task","s3Key":"{{function.SourceKey(name)}}","s3VersionId":null,
            "s3BucketArn":"arn:aws:s3:::{{function.Deployment.BucketName}}"}]}
            """;

        var answer = await Invoke.AndWaitAsync(function.Lambda, function.Deployment.FunctionName, Encoding.UTF8.GetBytes(job));

        answer.Body.ShouldContain("\"Compressed\"");
    }

    private async Task MissAsync()
    {
        var answer = await Invoke.AndWaitAsync(
            function.Lambda,
            function.Deployment.FunctionName,
            S3Notification.ObjectCreated(
                function.Deployment, function.SourceKey("ways/never.json"), 2, "99914b932bd37a50b983c5e7c90ae93b"));

        answer.Body.ShouldContain("\"SourceMissing\"");
    }

    /// <summary>Lambda sends dead letters in the role's name.</summary>
    private async Task DeadLetterAsync()
    {
        await Invoke.LaterAsync(
            function.Lambda,
            function.Deployment.FunctionName,
            S3Notification.ObjectCreated(
                function.Deployment, function.SourceKey("ways/huge.json"), 1L << 40, "99914b932bd37a50b983c5e7c90ae93b"));
        await QuietAsync(function.Lambda);

        (await function.DeadLetterAsync("ways/huge.json")).ErrorType.ShouldBe("ObjectTooLarge");
    }

    private static async Task QuietAsync(LocalLambda lambda)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await lambda.WaitUntilQuietAsync(patience.Token);
    }
}

using System.Text;
using Compressor.Cli.Local;

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

        return RecordedCall.ReadOfRole(function.Aws, skip: before);
    }

    /// <summary>
    /// Uploads twice, each with its event; then the event of the last once more, as S3 tells it where there are versions, and without.
    /// </summary>
    private async Task CompressAsync(string name, int size, LocalLambda? lambda = null)
    {
        string[] keeps = ["Compressed", "Compressed", "Duplicate", "Duplicate"];
        foreach (var seed in new ulong[] { 1, 2 })
        {
            await function.PutAsync(name, Project.SampleJson(size, seed));
            await DeployedFunction.QuietAsync(lambda ?? function.Lambda);
        }

        var (etag, version) = await SourceOfAsync(name);
        foreach (var versionId in new[] { version, null })
        {
            await function.SendAsync(function.CreatedEvent(name, size, etag, versionId), lambda);
        }

        function.Outcomes(name, lambda).ShouldBe(keeps);
        (await function.FindDifferenceAsync(name, Project.SampleJson(size, 2))).ShouldBeNull();
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
        await function.PutAsync(name, "{}"u8.ToArray());
        await function.Aws.ConnectAsync(function.Lambda.InvokeEndpoint, CancellationToken.None);
        var job = $$"""
            {"invocationSchemaVersion":"1.0","invocationId":"invocation","job":{"id":"job"},"tasks":[
            {"taskId":"task","s3Key":"{{function.SourceKey(name)}}","s3VersionId":null,
            "s3BucketArn":"arn:aws:s3:::{{function.Deployment.BucketName}}"}]}
            """;

        var answer = await function.InvokeAsync(Encoding.UTF8.GetBytes(job));

        answer.Body.ShouldContain("\"Compressed\"");
    }

    private async Task MissAsync()
    {
        var answer = await function.InvokeAsync(function.CreatedEvent("ways/never.json", 2));

        answer.Body.ShouldContain("\"SourceMissing\"");
    }

    /// <summary>Lambda sends dead letters in the role's name.</summary>
    private async Task DeadLetterAsync()
    {
        await function.SendAsync(function.CreatedEvent("ways/huge.json", 1L << 40));

        (await function.DeadLetterAsync("ways/huge.json")).ErrorType.ShouldBe("ObjectTooLarge");
    }
}

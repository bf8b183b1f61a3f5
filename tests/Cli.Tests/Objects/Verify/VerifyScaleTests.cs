using Amazon.S3.Model;
using Compressor.Cli.Tests.Local;
using Compressor.Core.Keys;
using Compressor.Core.Outcomes;
using Compressor.LoopbackS3.Storage;
using Compressor.Testing;
using LoopbackS3Server = Compressor.LoopbackS3.LoopbackS3Server;

namespace Compressor.Cli.Tests.Objects.Verify;

[Integration]
public class VerifyScaleTests
{
    private const int Sources = 10_000;
    private const int SourcesOfALongRun = 200_000;
    private const int MissingOneOf = 1_000;

    /// <summary>All that the tool may have on its heap, in bytes: too little to keep the listing of a long run.</summary>
    private const int HeapLimit = 24 << 20;

    private static readonly KeyMapping Mapping = new("incoming/", "processed/", ".json");

    [Fact]
    public async Task Any_number_of_sources_is_verified_in_the_same_little_memory()
    {
        var sources = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TEST_SEEDS")) ? Sources : SourcesOfALongRun;
        await using var function = new TestFunction();
        await using var server = await LoopbackS3Server.StartAsync(new() { RecordsRequests = false });
        Fill(server.CreateBucket(function.Deployment.BucketName), sources);

        var (exitCode, output, error) = await VerifyAsync(function, server);

        exitCode.ShouldBe(1, error);
        var lines = output.TrimEnd().Split('\n');
        lines.Length.ShouldBe((sources / MissingOneOf) + 1);
        lines[^1].ShouldStartWith($"{sources} checked, {sources / MissingOneOf} missing, 0 outdated, 0 foreign, 0 corrupt, 0 unmatched");
    }

    private static void Fill(Bucket bucket, int sources)
    {
        for (var i = 0; i < sources; i++)
        {
            var (name, content) = ($"{i:D7}.json", "{}"u8.ToArray());
            var source = bucket.Put("incoming/" + name, content);
            if (i % MissingOneOf != 0)
            {
                var metadata = new MetadataCollection();
                new ArchiveMetadata(
                    ArchiveMetadata.HashKey("incoming/" + name), source.ETag, null, content.Length, null, null).AddTo(metadata);
                bucket.Put(
                    Mapping.ArchiveKey(name),
                    content,
                    new ObjectHeaders { Metadata = metadata.Keys.ToDictionary(key => key["x-amz-meta-".Length..], key => metadata[key]) });
            }
        }
    }

    private static async Task<ProgramRun> VerifyAsync(TestFunction function, LoopbackS3Server server)
    {
        var outputs = function.PathOf("outputs.json");
        await File.WriteAllTextAsync(outputs, DeploymentJson.Write(function.Deployment with { Region = LoopbackS3Server.Region }));
        return await ProgramRun.RunAsync(
            ProgramRun.Compressor,
            ["verify", "--outputs", outputs, "--endpoint-url", server.Endpoint.AbsoluteUri, "--ca-bundle", server.CaBundlePath!],
            new Dictionary<string, string?>
            {
                ["AWS_ACCESS_KEY_ID"] = LoopbackS3Server.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = LoopbackS3Server.SecretAccessKey,
                ["DOTNET_GCHeapHardLimit"] = $"{HeapLimit:X}",
            });
    }
}

using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Cli.Deployment;
using Compressor.Cli.Objects.Verify;
using Compressor.Core.Archiving;
using Compressor.Core.Keys;
using Compressor.Core.Outcomes;
using Compressor.LoopbackS3.Storage;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;
using LoopbackS3Server = Compressor.LoopbackS3.LoopbackS3Server;

namespace Compressor.Cli.Tests.Objects.Verify;

/// <summary>A bucket of sources and archives in this process, and verifications of it in pages of a few keys.</summary>
internal sealed class ListedBucket : IAsyncDisposable
{
    public static readonly KeyMapping Mapping = new("incoming/", "processed/", ".json");

    private const string Name = "a-bucket";

    private readonly LoopbackS3Server _server;
    private readonly AwsConnection _connection;
    private readonly Bucket _reports;
    private readonly IAmazonS3 _s3;
    private readonly BucketLister _lister;

    private ListedBucket(LoopbackS3Server server)
    {
        _server = server;
        (Bucket, _reports) = (server.CreateBucket(Name), server.CreateBucket("reports"));
        _connection = new AwsConnection(
            server.Endpoint,
            LoopbackS3Server.Region,
            Credentials: new BasicAWSCredentials(LoopbackS3Server.AccessKeyId, LoopbackS3Server.SecretAccessKey));
        (_s3, _lister) = (_connection.CreateS3(), _connection.CreateLister());
    }

    public Bucket Bucket { get; }

    /// <summary>How many keys a page of a listing has.</summary>
    public int PageSize { get; init; } = 40;

    /// <summary>Called before each page.</summary>
    public Action BeforePage { get; set; } = () => { };

    public static async Task<ListedBucket> StartAsync() => new(await LoopbackS3Server.StartAsync(new() { Https = false }));

    /// <summary>Puts a source, so many seconds from now.</summary>
    public StoredObject PutSource(string key, string content, int seconds = 0)
    {
        _server.ClockOffset = TimeSpan.FromSeconds(seconds);
        return Bucket.Put(key, System.Text.Encoding.UTF8.GetBytes(content));
    }

    /// <summary>Puts the archive of a source, so many seconds from now.</summary>
    public void PutArchive(StoredObject source, int seconds = 1, ArchiveFormat format = ArchiveFormat.Zip, byte[]? archive = null)
    {
        _server.ClockOffset = TimeSpan.FromSeconds(seconds);
        Mapping.TryGetName(source.Key, out var name, out _).ShouldBeTrue();
        var metadata = new MetadataCollection();
        new ArchiveMetadata(
            ArchiveMetadata.HashKey(source.Key), source.ETag, null, source.Content.Length, null, source.LastModified.ToUnixTimeSeconds())
            .AddTo(metadata);
        var headers = metadata.Keys.ToDictionary(key => key["x-amz-meta-".Length..], key => metadata[key]);
        var archiveKey = (Mapping with { Format = format }).ArchiveKey(name!);
        Bucket.Put(archiveKey, archive ?? new byte[100], new ObjectHeaders { Metadata = headers });
    }

    /// <summary>What an inventory of all that is in the bucket now has.</summary>
    public IReadOnlyList<InventoryRow> Rows => [.. Bucket.Keys.Select(key => InventoryRow.From(Bucket.Find(key)!))];

    /// <summary>Writes an inventory of all that is in the bucket now. Returns its manifest's URL.</summary>
    public Task<Uri> PutInventoryAsync(string format) => WrittenInventory.PutAsync(
        format,
        Rows,
        DateTimeOffset.UtcNow.AddMinutes(1),
        (key, content) => Task.FromResult(_reports.Put(key, content)));

    /// <summary>Verifies it. Returns what was found, as <c>kind key</c>, in order.</summary>
    public async Task<(string[] Findings, VerifyCounters Counters)> VerifyAsync(
        VerifyScope? scope = null,
        VerifyCheckpoint? checkpoint = null,
        bool anyFormat = true,
        CancellationToken cancellationToken = default)
    {
        scope ??= new(Mapping, long.MaxValue);
        _server.ClockOffset = TimeSpan.Zero;
        var findings = new List<string>();
        var verifier = new Verifier(
            scope,
            (prefix, after, maxKeys, token) =>
            {
                BeforePage();
                return _lister.ListAsync(Name, prefix, after, Math.Min(maxKeys, PageSize), token);
            },
            new ArchiveCheck(_s3, Name, scope.Mapping, deep: false, anyFormat),
            (finding, _) =>
            {
                lock (findings)
                {
                    findings.Add($"{finding.KindName} {finding.Key}");
                }

                return Task.FromResult<VerifyCount?>(null);
            });
        await verifier.RunAsync(checkpoint ?? VerifyCheckpoint.Open(null, "", scope.Until, scope.Since), cancellationToken);
        return ([.. findings.Order(StringComparer.Ordinal)], verifier.Counters);
    }

    /// <summary>Verifies it as the command does, of a function whose format is <paramref name="deployed"/>.</summary>
    public async Task<(int Code, string Output)> RunAsync(VerifyRequest request, ArchiveFormat deployed = ArchiveFormat.Zip)
    {
        _server.ClockOffset = TimeSpan.Zero;
        var deployment = new DeployedResources(
            "files",
            "arn:aws:lambda:us-east-1:123456789012:function:files",
            new Dictionary<string, string> { ["COMPRESSOR_FORMAT"] = deployed.Name() },
            MemorySize: 512,
            Timeout: 60,
            "x86_64",
            FunctionPackage: "",
            ReservedConcurrency: null,
            MaximumRetryAttempts: 2,
            MaximumEventAgeSeconds: 21_600,
            new("https://sqs.us-east-1.amazonaws.com/123456789012/letters"),
            Name,
            Mapping.IncomingPrefix,
            Mapping.ProcessedPrefix,
            Mapping.SourceSuffix,
            LoopbackS3Server.Region);
        using var output = new StringWriter();
        var job = new VerifyJob(deployment, _connection, request, output, TextWriter.Null);
        var code = await job.RunAsync(new SilentProgress(), CancellationToken.None);
        return (code, output.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        _s3.Dispose();
        _lister.Dispose();
        await _server.DisposeAsync();
    }
}

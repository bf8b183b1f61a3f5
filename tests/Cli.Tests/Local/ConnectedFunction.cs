using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Compressor.Cli.Deployment;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Local.Moto;
using Compressor.Cli.Tests.Objects.Verify;
using Compressor.Testing;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Tests.Local;

/// <summary>
/// A local AWS with a bucket, a queue and the test function, connected to a local Lambda; and the tool, run as a process against it.
/// </summary>
internal sealed class ConnectedFunction : IAsyncDisposable
{
    public const string Bucket = "a-bucket";
    private const string Region = AwsPool.Region;

    private readonly DirectoryInfo _folder;
    private readonly TestFunction _function = new();
    private readonly LocalAws _aws;

    private ConnectedFunction(DirectoryInfo folder, LocalAws aws)
    {
        _folder = folder;
        _aws = aws;
        Connection = new AwsConnection(aws.Endpoint, Region, aws.CaBundle, new BasicAWSCredentials("local", "local"));
        S3 = Connection.CreateS3();
        Sqs = Connection.CreateSqs();
    }

    public AwsConnection Connection { get; }

    public IAmazonS3 S3 { get; }

    public IAmazonSQS Sqs { get; }

    public DeployedResources Deployment { get; set; } = null!;

    public RunningFunction Running { get; private set; } = null!;

    public static async Task<ConnectedFunction> StartAsync()
    {
        var (aws, folder) = await AwsPool.TakeAsync();
        var connected = new ConnectedFunction(folder, aws);
        await connected.S3.PutBucketAsync(Bucket);
        var queue = await connected.Sqs.CreateQueueAsync("letters");
        await LambdaApi.CreateFunctionAsync(connected._aws, Region);
        connected.Deployment = connected._function.Deployment with
        {
            Region = Region,
            FunctionArn = $"arn:aws:lambda:{Region}:123456789012:function:files",
            EventTarget = $"arn:aws:lambda:{Region}:123456789012:function:files",
            DeadLetterQueueUrl = new(queue.QueueUrl),
            MaximumRetryAttempts = 0,
        };
        connected.Running = await connected._function.StartAsync(options => options with
        {
            Deployment = connected.Deployment,
            AwsEndpoint = connected._aws.Endpoint,
            CaBundle = connected._aws.CaBundle,
        });
        await connected._aws.ConnectAsync(connected.Running.Lambda.InvokeEndpoint, TestContext.Deadline);
        return connected;
    }

    /// <summary>Creates a role with a policy of these statements.</summary>
    public Task CreateRoleAsync(string name, string trust, string statements) =>
        LambdaApi.CreateRoleAsync(_aws, Region, name, trust, statements);

    public Task<PutObjectResponse> PutAsync(string key, string content, Action<MetadataCollection>? metadata = null)
    {
        var request = new PutObjectRequest { BucketName = Bucket, Key = key, ContentBody = content };
        metadata?.Invoke(request.Metadata);
        return S3.PutObjectAsync(request);
    }

    /// <summary>Writes an S3 Inventory of the bucket as it is now into another one. Returns its manifest's URL.</summary>
    public async Task<string> PutInventoryAsync(string format)
    {
        await S3.PutBucketAsync("reports");
        var listed = (await S3.ListObjectsV2Async(new() { BucketName = Bucket })).S3Objects;
        var rows = listed.Select(stored => new InventoryRow(stored.Key, stored.ETag.Trim('"'), stored.Size, stored.LastModified!.Value));
        var url = await WrittenInventory.PutAsync(format, [.. rows], DateTimeOffset.UtcNow.AddSeconds(1), (key, content) =>
            S3.PutObjectAsync(new() { BucketName = "reports", Key = key, InputStream = new MemoryStream(content) }));
        return url.OriginalString;
    }

    /// <summary>Puts an event into the function's queue, and waits for its end.</summary>
    public async Task FailAsync(string type, string? key)
    {
        object[]? records = key is null
            ? null
            : [
                new
                {
                    eventName = "ObjectCreated:Put",
                    s3 = new { bucket = new { name = Bucket }, @object = new { key = Uri.EscapeDataString(key), size = 2, eTag = "e" } },
                },
            ];
        await Running.QueueAsync(new { @do = "error", type, Records = records });
        await Running.Lambda.WaitUntilQuietAsync(TestContext.Deadline);
    }

    /// <summary>How many messages the queue has to give.</summary>
    public async Task<int> CountLettersAsync() =>
        (
            await Sqs.GetQueueAttributesAsync(
                Deployment.DeadLetterQueueUrl.AbsoluteUri, ["ApproximateNumberOfMessages"])).ApproximateNumberOfMessages;

    /// <summary>Starts another Lambda with the same function. It gets no notifications; it is invoked.</summary>
    public Task<RunningFunction> StartAnotherAsync(Func<LocalLambdaOptions, LocalLambdaOptions> change) => _function.StartAsync(
        options => change(options with { Deployment = Deployment, AwsEndpoint = _aws.Endpoint, CaBundle = _aws.CaBundle }));

    /// <summary>The file that the local AWS logs to.</summary>
    public string AwsLogFile => _aws.LogFile;

    /// <summary>Runs the tool to its end.</summary>
    public async Task<ProgramRun> RunToolAsync(params string[] arguments)
    {
        var outputs = Path.Combine(_folder.FullName, "outputs.json");
        await File.WriteAllTextAsync(outputs, DeploymentJson.Write(Deployment));
        return await ProgramRun.RunAsync(ProgramRun.Compressor, [.. arguments, "--outputs", outputs], _aws.EnvironmentVariables!);
    }

    public async ValueTask DisposeAsync()
    {
        await Running.DisposeAsync();
        await _function.DisposeAsync();
        S3.Dispose();
        Sqs.Dispose();
        await AwsPool.GiveBackAsync(_aws, _folder, Connection);
    }
}

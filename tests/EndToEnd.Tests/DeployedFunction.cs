using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Compressor.Cli.Deployment;
using Compressor.Cli.Local;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Local.Moto;
using Compressor.Cli.Objects;
using Compressor.Cli.Objects.Archives;
using Compressor.Cli.Objects.DeadLetters;
using Compressor.Core.Keys;
using Compressor.Testing;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;

namespace Compressor.EndToEnd.Tests;

/// <summary>Tests of the one deployment; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class DeployedFunctionGroup : ICollectionFixture<DeployedFunction>
{
    public const string Name = "deployed function";
}

/// <summary>
/// Terraform's root module applied to a local AWS, with the published <c>bootstrap</c> behind its notification: once for all tests,
/// which use keys of their own.
/// </summary>
public class DeployedFunction : IAsyncLifetime
{
    /// <summary>Nothing here takes as long, even on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly IReadOnlyDictionary<string, string> _variables;
    private LocalDeployment? _local;
    private KeyMapping _mapping = null!;

    public DeployedFunction()
        : this("end-to-end", new Dictionary<string, string> { ["backfill"] = "true" })
    {
    }

    /// <param name="folder">The folder under artifacts/ that its state is kept in.</param>
    /// <param name="variables">Terraform variables that are not to have their defaults.</param>
    protected DeployedFunction(string folder, IReadOnlyDictionary<string, string> variables) =>
        (_folder, _variables) = (Repository.PathTo("artifacts", folder), variables);

    public AwsConnection Connection => _local!.Connection;

    public IAmazonS3 S3 { get; private set; } = null!;

    public IAmazonSQS Sqs { get; private set; } = null!;

    public DeployedResources Deployment => _local!.Deployment;

    public LocalLambda Lambda => _local!.Lambda;

    public LocalAws Aws => _local!.Aws;

    internal LocalDeployment Local => _local!;

    /// <summary>The Terraform variables of the deployment.</summary>
    protected IReadOnlyDictionary<string, string?> Variables { get; private set; } = new Dictionary<string, string?>();

    public string LogFile => Path.Combine(_folder, "function.log");

    /// <summary>Waits until no event waits or runs, dead letters delivered.</summary>
    public static async Task QuietAsync(LocalLambda lambda)
    {
        using var patience = new CancellationTokenSource(Patience);
        await lambda.WaitUntilQuietAsync(patience.Token);
    }

    public async Task InitializeAsync()
    {
        File.Exists(Project.Package).ShouldBeTrue($"{Project.Package} is missing: `make package` makes it, `make test` does all.");
        // Defaults are tested, whatever the environment sets for a deployment.
        var variables = ProgramRun.Without("TF_VAR_").ToDictionary(variable => variable.Key["TF_VAR_".Length..], _ => (string?)null);
        variables["function_package"] = Project.Package;
        variables["architecture"] = Project.MachineArchitecture;
        foreach (var (name, value) in _variables)
        {
            variables[name] = value;
        }

        Variables = variables;
        var options = new LocalDeploymentOptions(_folder, Repository.PathTo("terraform"), variables)
        {
            AdjustLambda = lambda => lambda with { RetryDelays = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200)] },
        };
        Directory.CreateDirectory(_folder);
        File.Delete(LogFile);
        _local = await LocalDeployment.StartAsync(options, new SilentProgress(), CancellationToken.None);
        _mapping = new(Deployment.IncomingPrefix, Deployment.ProcessedPrefix, Deployment.SourceSuffix);
        S3 = _local.Connection.CreateS3();
        Sqs = _local.Connection.CreateSqs();
    }

    public async Task DisposeAsync()
    {
        if (_local is not null)
        {
            S3.Dispose();
            Sqs.Dispose();
            await _local.DisposeAsync();
        }
    }

    /// <summary>Starts another Lambda with the same function and other options. It gets no notifications; it is invoked.</summary>
    public Task<LocalLambda> StartLambdaAsync(Func<LocalLambdaOptions, LocalLambdaOptions> change) => LocalLambda.StartAsync(
        change(new LocalLambdaOptions(Deployment)
        {
            AwsEndpoint = Aws.Endpoint,
            CaBundle = Aws.CaBundle,
            Credentials = LocalCredentials.Role,
            RetryDelays = [TimeSpan.FromMilliseconds(100)],
            Folder = _folder,
        }),
        CancellationToken.None);

    public string SourceKey(string name) => _mapping.SourceKey(name);

    public string ArchiveKey(string name) => _mapping.ArchiveKey(name);

    /// <summary>S3's event of an upload.</summary>
    public byte[] CreatedEvent(
        string name, long size, string etag = "99914b932bd37a50b983c5e7c90ae93b", string? versionId = null) =>
        S3Notification.ObjectCreated(Deployment, SourceKey(name), size, etag, versionId);

    /// <summary>Uploads <paramref name="content"/>, and has its event handled by whoever gets the notifications.</summary>
    public Task<PutObjectResponse> PutAsync(string name, byte[] content) => S3.PutObjectAsync(
        new PutObjectRequest { BucketName = Deployment.BucketName, Key = SourceKey(name), InputStream = new MemoryStream(content) });

    /// <summary>The same, and waits until all is quiet. Returns the ETag.</summary>
    public async Task<string> UploadAsync(string name, byte[] content)
    {
        var response = await PutAsync(name, content);
        await QuietAsync(Lambda);
        return response.ETag.Trim('"');
    }

    /// <summary>Puts an event into the function's queue, and waits until all is quiet.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="lambda">Where the function runs; the one that gets the notifications where null.</param>
    public async Task SendAsync(byte[] payload, LocalLambda? lambda = null)
    {
        (await Invoke.LaterAsync(lambda ?? Lambda, Deployment.FunctionName, payload)).Status.ShouldBe(202);
        await QuietAsync(lambda ?? Lambda);
    }

    /// <summary>What the function said of the object so far, oldest first.</summary>
    public string[] Outcomes(string name, LocalLambda? lambda = null) =>
        [.. (lambda ?? Lambda).Outcomes.Where(outcome => outcome.Key == SourceKey(name)).Select(outcome => outcome.Outcome)];

    /// <summary>In what the archive of <paramref name="name"/> differs from <paramref name="content"/>; null where it does not.</summary>
    public async Task<string?> FindDifferenceAsync(string name, byte[] content)
    {
        using var stored = await S3.GetObjectAsync(Deployment.BucketName, ArchiveKey(name));
        var archive = new MemoryStream();
        await stored.ResponseStream.CopyToAsync(archive);
        return await ArchiveComparison.FindDifferenceAsync(
            Deployment.Format, archive, new MemoryStream(content), Path.GetFileName(name), CancellationToken.None);
    }

    /// <summary>Whether there is an archive of <paramref name="name"/>, or the beginning of one.</summary>
    public async Task<bool> IsAnythingStoredAsync(string name)
    {
        var archives = await S3.ListObjectsV2Async(new() { BucketName = Deployment.BucketName, Prefix = ArchiveKey(name) });
        var uploads = await S3.ListMultipartUploadsAsync(Deployment.BucketName);
        return archives.KeyCount > 0 || uploads.MultipartUploads is { Count: > 0 };
    }

    /// <summary>Invokes the function and waits for its answer.</summary>
    internal Task<InvokeAnswer> InvokeAsync(byte[] payload) => Invoke.AndWaitAsync(Lambda, Deployment.FunctionName, payload);

    /// <summary>The one dead letter of the object; takes all others from the queue too.</summary>
    internal async Task<DeadLetterMessage> DeadLetterAsync(string name) =>
        (await TakeDeadLettersAsync()).Where(letter => letter.Keys.Contains(SourceKey(name))).ShouldHaveSingleItem();

    internal Task<IReadOnlyList<DeadLetterMessage>> TakeDeadLettersAsync() =>
        DeadLetterSource.TakeAllAsync(Sqs, Deployment.DeadLetterQueueUrl, CancellationToken.None);
}

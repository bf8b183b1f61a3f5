using Amazon.Runtime;
using Compressor.Cli.Deployment;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.Lambda;

namespace Compressor.Cli.Local.Invocations;

/// <summary>What a local Lambda runs, and how.</summary>
/// <param name="Deployment">The deployed function and its dead-letter queue.</param>
public sealed record LocalLambdaOptions(DeployedResources Deployment)
{
    /// <summary>
    /// How many environments there may be; 0 throttles everything. Null: the reserved concurrency, but no more than
    /// <see cref="DefaultPerCore"/> a core.
    /// </summary>
    public int? Concurrency { get; init; }

    /// <summary>
    /// How long to wait before each retry of a failed event; the last one counts for all retries after it.
    /// </summary>
    public IReadOnlyList<TimeSpan> RetryDelays { get; init; } = LambdaRetryDelays;

    /// <summary>How long an event may wait; null: the deployment's.</summary>
    public TimeSpan? MaximumEventAge { get; init; }

    /// <summary>
    /// How many events the queue holds; null: no limit. Further events are accepted and dropped without a dead letter, as Lambda may
    /// delete events when a function cannot keep up.
    /// </summary>
    public int? QueueLimit { get; init; }

    /// <summary>How long an invocation may take; null: the deployment's.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// How long a runtime may take to ask for its first event before Lambda starts it again within the invocation's own time.
    /// </summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A program to run instead of the zip's <c>bootstrap</c>, such as an ordinary build of the handler; or null.</summary>
    public string? Bootstrap { get; init; }

    /// <summary>The endpoint of the function's S3 and of the dead-letter queue's SQS; null for AWS itself.</summary>
    public Uri? AwsEndpoint { get; init; }

    /// <summary>Where the local AWS lists the function's event source mappings; null where there are none to serve.</summary>
    public Uri? MappingList { get; init; }

    /// <summary>
    /// Where the local AWS says which versions and aliases the function has; null where the deployment's package and settings are all that
    /// there is.
    /// </summary>
    public Uri? VersionList { get; init; }

    /// <summary>A PEM file of the roots to trust at that endpoint; null for the system's.</summary>
    public string? CaBundle { get; init; }

    /// <summary>The credentials of the function, and of whoever delivers its dead letters.</summary>
    public LocalCredentials Credentials { get; init; } = LocalCredentials.Dummy;

    /// <summary>The Invoke API's port on loopback; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>A folder for the unpacked function; it may be kept from run to run.</summary>
    public string Folder { get; init; } = Path.Combine("artifacts", "local");

    /// <summary>A file that the function's log and the reports are written to, or null.</summary>
    public string? LogFile { get; init; }

    /// <summary>How long Lambda waits before a retry: one minute, then two.</summary>
    public static IReadOnlyList<TimeSpan> LambdaRetryDelays { get; } =
        [.. AsynchronousInvocation.RetrySeconds.Select(seconds => TimeSpan.FromSeconds(seconds))];

    /// <summary>How many environments there may be for each core, where nothing else was asked for.</summary>
    public const int DefaultPerCore = 2;

    /// <summary>How AWS is called in the role's name.</summary>
    internal AwsConnection CreateConnection()
    {
        var (id, secret, token) = Credentials;
        return new AwsConnection(
            AwsEndpoint,
            Deployment.Region,
            CaBundle,
            token is null ? new BasicAWSCredentials(id, secret) : new SessionAWSCredentials(id, secret, token));
    }

    internal int EffectiveConcurrency =>
        Concurrency ?? Math.Min(Deployment.ReservedConcurrency ?? int.MaxValue, DefaultPerCore * Environment.ProcessorCount);

    internal TimeSpan EffectiveEventAge => MaximumEventAge ?? TimeSpan.FromSeconds(Deployment.MaximumEventAgeSeconds);

    internal TimeSpan RetryDelay(int failures) =>
        RetryDelays.Count == 0 ? TimeSpan.Zero : RetryDelays[Math.Min(failures, RetryDelays.Count) - 1];
}

/// <summary>Credentials as Lambda hands them to a function.</summary>
/// <param name="AccessKeyId">AWS_ACCESS_KEY_ID.</param>
/// <param name="SecretAccessKey">AWS_SECRET_ACCESS_KEY.</param>
/// <param name="SessionToken">AWS_SESSION_TOKEN, or null for a user's own keys.</param>
public sealed record LocalCredentials(string AccessKeyId, string SecretAccessKey, string? SessionToken)
{
    /// <summary>Dummies for a local AWS, which takes any credentials.</summary>
    public static LocalCredentials Dummy { get; } = new("local", "local", "local");

    /// <summary>The same for the function's role, with another key id: the access record tells its requests from the user's.</summary>
    public static LocalCredentials Role { get; } = new("local-role", "local", "local");
}

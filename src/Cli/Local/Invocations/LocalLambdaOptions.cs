using Compressor.Cli.Deployment;

namespace Compressor.Cli.Local.Invocations;

/// <summary>What a local Lambda runs, and how.</summary>
/// <param name="Deployment">The deployed function: its name, environment, memory, timeout, concurrency, retries, dead-letter queue and
/// zip.</param>
public sealed record LocalLambdaOptions(DeployedResources Deployment)
{
    /// <summary>
    /// Environments at most. Null: the reserved concurrency, at most <see cref="DefaultPerCore"/> a core. 0, there or here, throttles
    /// everything.
    /// </summary>
    public int? Concurrency { get; init; }

    /// <summary>
    /// How long to wait before each retry of a failed event; the last one holds for all that follow. Lambda waits one minute, then two.
    /// </summary>
    public IReadOnlyList<TimeSpan> RetryDelays { get; init; } = LambdaRetryDelays;

    /// <summary>How long an event may wait; null: the deployment's.</summary>
    public TimeSpan? MaximumEventAge { get; init; }

    /// <summary>
    /// Events that the queue holds; null: as many as come. What comes beyond is accepted and dropped, with no dead letter: Lambda's own
    /// queue may
    /// delete events without sending them where a function cannot keep up.
    /// </summary>
    public int? QueueLimit { get; init; }

    /// <summary>How long an invocation may take; null: the deployment's.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// How long a runtime may take to ask for its first event before Lambda starts it again within the invocation's own time.
    /// </summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The endpoint of the function's S3 and of the dead-letter queue's SQS; null for AWS itself.</summary>
    public Uri? AwsEndpoint { get; init; }

    /// <summary>A PEM file of the roots to trust at that endpoint; null for the system's.</summary>
    public string? CaBundle { get; init; }

    /// <summary>What the function and the delivery of dead letters sign with.</summary>
    public LocalCredentials Credentials { get; init; } = LocalCredentials.Dummy;

    /// <summary>The Invoke API's port on loopback; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>A folder for the unpacked function; it may be kept from run to run.</summary>
    public string Folder { get; init; } = Path.Combine("artifacts", "local");

    /// <summary>A file that the function's log and the reports are written to, or null.</summary>
    public string? LogFile { get; init; }

    /// <summary>The aliases that a caller may name the function with.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = ["live"];

    /// <summary>How long Lambda waits before a retry: one minute, then two.</summary>
    public static IReadOnlyList<TimeSpan> LambdaRetryDelays { get; } = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)];

    /// <summary>Environments a core where nothing else was asked for.</summary>
    public const int DefaultPerCore = 2;

    internal int EffectiveConcurrency =>
        Concurrency ?? Math.Min(Deployment.ReservedConcurrency ?? int.MaxValue, DefaultPerCore * Environment.ProcessorCount);

    internal TimeSpan EffectiveTimeout => Timeout ?? TimeSpan.FromSeconds(Deployment.Timeout);

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
    /// <summary>For a local AWS, which takes any.</summary>
    public static LocalCredentials Dummy { get; } = new("local", "local", "local");

    /// <summary>The same for the function's role: a key of its own, so that the access record tells its requests from the user's.</summary>
    public static LocalCredentials Role { get; } = new("local-role", "local", "local");
}

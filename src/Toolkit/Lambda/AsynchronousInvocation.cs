namespace Compressor.Toolkit.Lambda;

/// <summary>What Lambda does with an event of an asynchronous invocation, as Terraform sets the function up.</summary>
public static class AsynchronousInvocation
{
    /// <summary>
    /// How long an event may wait, in seconds: the default of Terraform's <c>maximum_event_age_seconds</c>, and Lambda's limit.
    /// </summary>
    public const double MaxEventAgeSeconds = 6 * 3600;

    /// <summary>Seconds before each further attempt of an event whose function failed.</summary>
    public static IReadOnlyList<double> RetrySeconds { get; } = [60, 120];

    /// <summary>Attempts that an event gets in all.</summary>
    public static int Attempts => RetrySeconds.Count + 1;
}

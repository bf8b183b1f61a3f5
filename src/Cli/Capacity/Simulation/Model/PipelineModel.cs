using Compressor.Cli.Capacity.Planning;
using Compressor.Core.Keys;
using Compressor.Toolkit.Lambda;

namespace Compressor.Cli.Capacity.Simulation.Model;

/// <summary>How events that meet no free environment come back.</summary>
internal enum QueueDiscipline
{
    /// <summary>As on AWS: each is tried again after 1 s, twice that, and so on up to 5 minutes.</summary>
    Backoff,

    /// <summary>
    /// First come, first served, as soon as an environment is free: as in <c>compressor local</c> and in queueing theory.
    /// </summary>
    Fifo,
}

/// <summary>A pipeline to simulate: S3's events, Lambda's queue, environments, S3's requests.</summary>
internal sealed record PipelineModel
{
    public required Arrivals Arrivals { get; init; }

    /// <summary>How long an invocation takes in a warm environment, with S3's requests.</summary>
    public required ServiceTime ServiceTime { get; init; }

    /// <summary>Two runs with the same seed are the same.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Environments at most: what is reserved, or what the account leaves.</summary>
    public int Concurrency { get; init; } = 900;

    /// <summary>Environments that can start in ten seconds.</summary>
    public double StartsPerTenSeconds { get; init; } = Toolkit.Lambda.Concurrency.StartsPerTenSeconds;

    /// <summary>Seconds that an environment takes to start.</summary>
    public double InitSeconds { get; init; } = MeasuredHandler.InitSeconds;

    /// <summary>Environments that are warm at the start.</summary>
    public int WarmAtStart { get; init; }

    /// <summary>Seconds after which an idle environment is gone.</summary>
    public double IdleSeconds { get; init; } = 420;

    public QueueDiscipline Queue { get; init; }

    /// <summary>The queue between the bucket and the function; null where S3 invokes it.</summary>
    public EventQueueSetup? EventQueue { get; init; }

    /// <summary>Seconds of an object that are waiting for S3. In a batch only one object's are not hidden by the others' work.</summary>
    public double WaitingSeconds { get; init; }

    /// <summary>Seconds from S3's upload to Lambda's queue.</summary>
    public double NotificationSeconds { get; init; } = 1;

    /// <summary>Waiting times before the second and the third attempt of an event whose function failed.</summary>
    public IReadOnlyList<double> RetrySeconds { get; init; } = AsynchronousInvocation.RetrySeconds;

    /// <summary>Events that wait longer become dead letters.</summary>
    public double MaxEventAgeSeconds { get; init; } = AsynchronousInvocation.MaxEventAgeSeconds;

    /// <summary>The share of attempts that fail but would succeed if tried again.</summary>
    public double FaultRate { get; init; }

    /// <summary>The share of files that fail at every attempt.</summary>
    public double FailureRate { get; init; } = 1e-6;

    /// <summary>When S3 fails every request, in seconds from the start; null for never.</summary>
    public (double Start, double End)? Outage { get; init; }

    /// <summary>Partitions that S3 has for the keys at the start: 1 for a new bucket.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>Partitions that S3 can split the keys into: one for each shard, or 1 without shards.</summary>
    public int MaxPartitions { get; init; } = KeyMapping.ShardCount;

    /// <summary>Seconds of refused requests after which S3 splits a partition; it publishes no figure, and takes minutes.</summary>
    public int SecondsToSplit { get; init; } = 600;

    /// <summary>Seconds between two points of the curves.</summary>
    public double SampleSeconds { get; init; } = 10;
}

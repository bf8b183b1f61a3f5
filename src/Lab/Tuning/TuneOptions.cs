using Compressor.Lab.Data;
using Compressor.Lab.Subjects;
using Compressor.Toolkit.Lambda;

namespace Compressor.Lab.Tuning;

/// <summary>What to measure.</summary>
internal sealed record TuneOptions
{
    /// <summary>Memory sizes in MB.</summary>
    public IReadOnlyList<int> MemorySizes { get; init; } = [128, 256, 384, 512, 768, 1024, 1769, 3008];

    /// <summary>The objects, one after the other.</summary>
    public required IReadOnlyList<Sample> Samples { get; init; }

    /// <summary>Objects of an invocation: 1 for S3's own events, more for the messages of a queue.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Warm invocations at each memory size.</summary>
    public int Invocations { get; init; } = 20;

    /// <summary>Cold starts at each memory size.</summary>
    public int Starts { get; init; } = 3;

    /// <summary>The setting <c>FORMAT</c>.</summary>
    public string Format { get; init; } = "zip";

    /// <summary>The setting <c>COMPRESSION</c>.</summary>
    public string Compression { get; init; } = "balanced";

    /// <summary>The way to S3.</summary>
    public S3Network Network { get; init; } = new();

    /// <summary>The function's time limit in seconds: a longer invocation is a timeout.</summary>
    public double TimeoutSeconds { get; init; } = 600;
}

/// <summary>What the picked memory size must carry.</summary>
/// <param name="FilesPerHour">Files an hour, on average.</param>
/// <param name="BurstFactor">A burst's rate, as a multiple of the average rate.</param>
/// <param name="AverageBytes">The average size of the measured objects, in bytes.</param>
/// <param name="MaxBytes">The size of the largest measured object, in bytes.</param>
internal sealed record TuneWorkload(double FilesPerHour, double BurstFactor, double AverageBytes, double MaxBytes);

/// <summary>
/// Runs the published function at each memory size: under the kernel's limits if that is permitted, otherwise computed from CPU time.
/// </summary>
/// <param name="bootstrap">The function's executable.</param>
/// <param name="options">What to measure.</param>
/// <param name="limits">Whether the kernel's limits are used.</param>
internal sealed class TuneRun(string bootstrap, TuneOptions options, bool limits)
{
    /// <summary>Measures all sizes; one that fails is a row too.</summary>
    public async Task<IReadOnlyList<TuneRow>> RunAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        await using var store = await BenchStore.StartAsync(cancellationToken, new NetworkModel(options.Network).WaitAsync);
        return await Task.Factory.StartNew(
            () => (IReadOnlyList<TuneRow>)
            [
                .. options.MemorySizes.Select(size =>
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    progress($"{size} MB");
                    return new SizeMeasurement(bootstrap, options, limits, store, size).Run(cancellationToken);
                }),
            ],
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }
}

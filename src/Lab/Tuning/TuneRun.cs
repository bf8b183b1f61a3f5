using Compressor.Lab.Subjects;

namespace Compressor.Lab.Tuning;

/// <summary>Runs the published function at each memory size: under the kernel's limits where that is permitted, else reckoned from CPU time.</summary>
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

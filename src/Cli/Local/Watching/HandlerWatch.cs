using System.Diagnostics;
using Compressor.Cli.Local.Invocations;

namespace Compressor.Cli.Local.Watching;

/// <summary>Builds the handler again whenever its sources change, and has a local Lambda run what was built.</summary>
/// <param name="build">Builds it.</param>
internal sealed class HandlerWatch(HandlerBuild build)
{
    /// <summary>Goes on until it is cancelled. A build that fails leaves the running code as it is.</summary>
    public async Task RunAsync(LocalLambda lambda, CancellationToken cancellationToken)
    {
        using var changes = new SourceChanges(build.Sources);
        while (true)
        {
            await changes.WaitAsync(cancellationToken);
            var clock = Stopwatch.StartNew();
            var result = await build.RunAsync(cancellationToken);
            if (result.Bootstrap is { } bootstrap)
            {
                lambda.Replace(bootstrap, clock.Elapsed);
            }
            else
            {
                lambda.Happen(new BuildFailed(result.Output));
            }
        }
    }
}

using Compressor.Cli.Deployment;
using Compressor.Cli.Objects.Upload;
using Compressor.Core.Failures;
using Compressor.Core.Keys;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Objects.Run;

/// <summary>Says what must become of each file, from the deployment's settings.</summary>
internal sealed class RunPlan
{
    private readonly KeyMapping _mapping;
    private readonly long _limit;

    /// <exception cref="CommandException">The deployment's MAX_FILE_SIZE is not a size.</exception>
    public RunPlan(DeployedResources deployment)
    {
        _mapping = deployment.Mapping;
        _limit = ParseSize(deployment.FunctionEnvironment.GetValueOrDefault("COMPRESSOR_MAX_FILE_SIZE") ?? "");
    }

    /// <summary>Which key a file gets.</summary>
    public KeyMapping Mapping => _mapping;

    /// <summary>Returns the file with its key and what must become of it.</summary>
    /// <param name="file">A file whose name ends in the deployment's suffix.</param>
    /// <param name="deliveries">How often its event will be delivered.</param>
    public RunFile Expect(SourceFile file, int deliveries = 1)
    {
        var key = _mapping.SourceKey(file.Name);
        if (file.Size > _limit)
        {
            return new(file, key, ArchiveKey: null, ErrorTypes.ObjectTooLarge, deliveries);
        }

        try
        {
            return new(file, key, _mapping.ArchiveKey(file.Name), ErrorType: null, deliveries);
        }
        catch (FunctionException e)
        {
            return new(file, key, ArchiveKey: null, e.ErrorType, deliveries);
        }
    }

    private static long ParseSize(string text) => Sizes.TryParse(text, out var bytes)
        ? (long)bytes
        : throw new CommandException($"The deployed COMPRESSOR_MAX_FILE_SIZE is '{text}', which is not a size such as 50MiB.");
}

/// <summary>A file of a run, and what must become of it.</summary>
/// <param name="Source">The file.</param>
/// <param name="Key">The key it is uploaded to.</param>
/// <param name="ArchiveKey">The key its archive must have; null where it must have none.</param>
/// <param name="ErrorType">The error that it must reach the dead-letter queue with; null where it must not get there.</param>
/// <param name="Deliveries">How often its event is delivered, 1 or 2.</param>
internal sealed record RunFile(SourceFile Source, string Key, string? ArchiveKey, string? ErrorType, int Deliveries = 1);

using Compressor.Lab.Subjects;
using Compressor.Lab.Tuning.Limits;

namespace Compressor.Lab.Tuning;

/// <summary>
/// The function as a program that enters a control group before it starts, so that all its memory counts from the first page on.
/// </summary>
internal sealed class LimitedSubject : IDisposable
{
    /// <summary>The function's own limit where nobody sets one: 50 MiB.</summary>
    private const long MinLimit = 50 * 1024 * 1024;

    private readonly string? _script;

    /// <param name="bootstrap">The function's executable.</param>
    /// <param name="group">The group to enter; null for none.</param>
    /// <param name="format">The setting <c>FORMAT</c>.</param>
    /// <param name="compression">The setting <c>COMPRESSION</c>.</param>
    /// <param name="largest">The size in bytes of the largest object that it must take.</param>
    public LimitedSubject(string bootstrap, LimitGroup? group, string format, string compression, long largest)
    {
        var folder = Path.GetDirectoryName(bootstrap)!;
        var variables = new Dictionary<string, string>
        {
            ["COMPRESSOR_FORMAT"] = format,
            ["COMPRESSOR_COMPRESSION"] = compression,
            ["COMPRESSOR_REPORT_BATCH_ITEM_FAILURES"] = "true",
            ["COMPRESSOR_MAX_FILE_SIZE"] = $"{Math.Max(largest, MinLimit)}B",
            ["LAMBDA_TASK_ROOT"] = folder,
            ["LD_LIBRARY_PATH"] = $"{folder}:{folder}/lib",
        };
        if (group is not null)
        {
            _script = Path.Combine(Path.GetTempPath(), $"compressor-tune-{Guid.NewGuid():N}.sh");
            group.WriteEnteringScript(_script, bootstrap);
        }

        Subject = new Subject("bootstrap", _script ?? bootstrap, variables);
    }

    /// <summary>What to start.</summary>
    public Subject Subject { get; }

    public void Dispose()
    {
        if (_script is not null)
        {
            File.Delete(_script);
        }
    }
}

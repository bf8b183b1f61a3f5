using System.Diagnostics;
using System.Text.Json;
using Compressor.Lab.Bench.Results;
using Compressor.Lab.Processes;
using Compressor.Lab.Subjects;

namespace Compressor.Lab.Bench.Cold;

/// <summary>
/// Where a cold start's time goes, as the process itself says it: the line of its start has the end of each phase since Main, the line
/// of its first archive how long each step took. The connection and the rehearsal run side by side, so that the phases' sum is more than
/// init.
/// </summary>
internal static class ColdPhases
{
    /// <summary>Adds the phases of one process that was started with COMPRESSOR_DEBUG=true and has handled one event.</summary>
    /// <param name="lines">What it wrote.</param>
    /// <param name="spawned">When it was asked for, a timestamp of <see cref="Stopwatch"/>.</param>
    /// <param name="initMs">From then to its first call for an event.</param>
    /// <param name="firstMs">How long its first event took.</param>
    /// <param name="samples">Gets the figures.</param>
    /// <exception cref="MeasurementException">It wrote no such lines.</exception>
    public static void Add(IReadOnlyList<string> lines, long spawned, double initMs, double firstMs, Samples samples)
    {
        var start = LogLine.All(lines, "initMilliseconds")[0];
        double? At(string phase) =>
            start.TryGetProperty(phase + "Milliseconds", out var value) && value.ValueKind == JsonValueKind.Number
                ? value.GetDouble()
                : null;
        void Between(string figure, double? from, double? to)
        {
            if (to - from is { } duration)
            {
                samples.Add(figure, duration);
            }
        }

        var main = At("started") - TimeSpan.FromSeconds(spawned / (double)Stopwatch.Frequency).TotalMilliseconds;
        Between(Figure.ExecToMain, 0, main);
        Between(Figure.Settings, 0, At("settings"));
        Between(Figure.Client, At("settings"), At("client"));
        Between(Figure.Connect, At("settings"), At("connected"));
        Between(Figure.Tls, At("connected"), At("secured"));
        Between(Figure.Answer, At("secured"), At("answered"));
        Between(Figure.Rehearsal, At("client"), At("rehearsed"));
        Between(Figure.Next, main + At("init"), initMs);

        var archive = LogLine.All(lines, "makeMilliseconds")[0];
        double Took(string step) => archive.GetProperty(step + "Milliseconds").GetDouble();
        samples.Add(Figure.Get, Took("make") - Took("compress"));
        samples.Add(Figure.Compress, Took("compress"));
        samples.Add(Figure.Put, Took("store"));
        samples.Add(Figure.Rest, firstMs - Took("make") - Took("store"));
    }
}

using System.Globalization;
using Compressor.Cli.Local.Invocations;
using Compressor.Toolkit.Units;

namespace Compressor.Cli.Local.Display;

/// <summary>Describes a Lambda's counters, with the rate of the last seconds.</summary>
internal sealed class LambdaFigures(LocalLambda lambda)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly Queue<(DateTimeOffset Time, long Objects)> _samples = new();

    /// <summary>The counters now, and how many objects a second were handled in the last five seconds.</summary>
    public (LocalLambdaSnapshot Snapshot, double Rate) Sample()
    {
        var (snapshot, now) = (lambda.Snapshot, DateTimeOffset.UtcNow);
        _samples.Enqueue((now, snapshot.Objects));
        while (_samples.Count > 2 && now - _samples.Peek().Time > Window)
        {
            _samples.Dequeue();
        }

        var (since, objects) = _samples.Peek();
        var seconds = (now - since).TotalSeconds;
        return (snapshot, seconds > 0 ? (snapshot.Objects - objects) / seconds : 0);
    }

    /// <summary>All of it in one line; unusual counters only where they are not zero.</summary>
    public string Line()
    {
        var (now, rate) = Sample();
        string?[] parts =
        [
            $"queued {now.Queued}",
            $"running {now.Running}",
            $"done {now.Done}",
            $"failed {now.Failed}",
            $"in {Sizes.Format(now.BytesIn)}",
            $"out {Sizes.Format(now.BytesOut)} ({Ratio(now)})",
            Invariant($"{rate:N1} files/s"),
            $"cold starts {now.ColdStarts}",
            now.Throttles == 0 ? null : $"throttles {now.Throttles}",
            now.DeadLetters == 0 ? null : $"dead letters {now.DeadLetters}",
            now.Dropped == 0 ? null : $"DROPPED {now.Dropped}",
            now.Lost == 0 ? null : $"LOST {now.Lost}",
        ];
        return string.Join(", ", parts.Where(part => part is not null));
    }

    /// <summary>Bytes stored for each byte read, or a dash.</summary>
    public static string Ratio(LocalLambdaSnapshot snapshot) =>
        snapshot.BytesIn == 0 ? "-" : Invariant($"{(double)snapshot.BytesOut / snapshot.BytesIn:N3}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Describes what its user should see at once, above all what went wrong, in one line each.</summary>
internal static class LambdaProblems
{
    private const int MaxMessageLength = 300;

    /// <summary>Returns the line, or null for everyday events.</summary>
    public static string? Describe(LocalLambdaEvent happened) => happened switch
    {
        InvocationFinished { ErrorType: { } type } finished => $"{type}: {OneLine(finished.ErrorMessage)} ({finished.Report.RequestId})",
        EventDeadLettered letter =>
            $"dead letter: {letter.Condition} after {letter.InvokeCount} attempts: {letter.ErrorType} ({letter.RequestId})",
        EventDropped dropped => $"DROPPED: the queue is full ({dropped.RequestId})",
        EventLost lost => $"LOST: {OneLine(lost.Reason)} ({lost.RequestId})",
        CodeReplaced replaced => FormattableString.Invariant($"rebuilt in {replaced.BuildSeconds:0.0} s"),
        BuildFailed failed => $"the build failed, and the earlier code keeps running: {OneLine(failed.Output)}",
        _ => null,
    };

    private static string OneLine(string? text)
    {
        var line = (text ?? "").ReplaceLineEndings(" ");
        return line.Length <= MaxMessageLength ? line : line[..MaxMessageLength] + "…";
    }
}

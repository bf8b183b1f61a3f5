namespace Compressor.Cli.Local.Terminal;

/// <summary>What went wrong in a Lambda, in words: one line each.</summary>
internal static class LambdaProblems
{
    private const int LongestMessage = 300;

    /// <summary>Returns the line, or null where nothing went wrong.</summary>
    public static string? Describe(LocalLambdaEvent happened) => happened switch
    {
        InvocationFinished { ErrorType: { } type } finished => $"{type}: {OneLine(finished.ErrorMessage)} ({finished.Report.RequestId})",
        EventDeadLettered letter =>
            $"dead letter: {letter.Condition} after {letter.InvokeCount} attempts: {letter.ErrorType} ({letter.RequestId})",
        EventDropped dropped => $"DROPPED: the queue is full ({dropped.RequestId})",
        EventLost lost => $"LOST: {OneLine(lost.Reason)} ({lost.RequestId})",
        _ => null,
    };

    private static string OneLine(string? text)
    {
        var line = (text ?? "").ReplaceLineEndings(" ");
        return line.Length <= LongestMessage ? line : line[..LongestMessage] + "…";
    }
}

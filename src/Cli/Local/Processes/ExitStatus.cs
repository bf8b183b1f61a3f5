namespace Compressor.Cli.Local.Processes;

/// <summary>How Lambda words the end of a runtime's process.</summary>
internal static class ExitStatus
{
    private const int SignalBase = 128;

    /// <summary>Returns <c>exit status N</c> or <c>signal: name</c>.</summary>
    /// <param name="exitCode">What .NET reports: 128 + the signal's number after a signal.</param>
    public static string Describe(int exitCode) => (exitCode - SignalBase) switch
    {
        1 => "signal: hangup",
        2 => "signal: interrupt",
        4 => "signal: illegal instruction",
        6 => "signal: aborted",
        7 => "signal: bus error",
        8 => "signal: floating point exception",
        9 => "signal: killed",
        11 => "signal: segmentation fault",
        13 => "signal: broken pipe",
        15 => "signal: terminated",
        _ => $"exit status {exitCode}",
    };
}

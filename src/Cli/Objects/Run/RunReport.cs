using Compressor.Cli.Local;
using Compressor.Cli.Local.Environments;

namespace Compressor.Cli.Objects.Run;

/// <summary>All that a run found out.</summary>
/// <param name="Files">The files that were uploaded.</param>
/// <param name="Outcomes">What the function said of each object.</param>
/// <param name="Invocations">What each invocation took.</param>
/// <param name="DeadLetters">What the dead letter queue held.</param>
/// <param name="Problems">What is not as it must be.</param>
/// <param name="Elapsed">From the first upload until all was quiet.</param>
internal sealed record RunReport(
    IReadOnlyList<RunFile> Files,
    IReadOnlyList<ObjectOutcome> Outcomes,
    IReadOnlyList<InvocationReport> Invocations,
    IReadOnlyList<DeadLetterMessage> DeadLetters,
    IReadOnlyList<string> Problems,
    TimeSpan Elapsed);

using Compressor.Generators.Tests.JsonLine;

namespace Compressor.Generators.Tests.SampledLog;

internal sealed partial class SampleLog(SampledLogWriter _writer)
{
    private readonly SampledLogWriter _writer = _writer;

    [
        SampledLog(
            LogLevel.Info,
            "All: {text} {number} {share} {flag} {outcome} {maybe} {size} {duration} {link} {when} {{braces}} \"quotes\" \\ \u00e9 {id}")]
    public partial void All(
        string? text,
        long number,
        double share,
        bool flag,
        Outcome outcome,
        int? maybe,
        ByteSize size,
        TimeSpan duration,
        Uri? link,
        DateTimeOffset when,
        Guid id);

    [SampledLog(LogLevel.Debug, "")]
    public partial void Names(int line, int json, [JsonName("other")] ulong @class, float single, decimal money, sbyte tiny);

    [SampledLog(LogLevel.Info, "Objects")]
    internal partial void Objects(Everything? record, Sparse sparse, IReadOnlyList<string?>? texts);

    [SampledLog(LogLevel.Info, "Seldom", Rate = 0.25)]
    public partial void Seldom();

    [SampledLog(LogLevel.Fatal, "Failed: {exception}")]
    public partial void Failed(InvalidOperationException? exception);
}

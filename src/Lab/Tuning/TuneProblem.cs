using System.Text.Json;
using Compressor.Core.Failures;
using Compressor.Lab.Processes;

namespace Compressor.Lab.Tuning;

/// <summary>Why a memory size does not work, in one line.</summary>
internal static class TuneProblem
{
    public const string OutOfMemory = "out of memory";

    private const int MaxCharacters = 200;

    /// <summary>
    /// The kernel ends a process that uses too much. .NET knows the limit, and ends with one of these first.
    /// </summary>
    private static readonly string[] LastWords = [nameof(OutOfMemoryException), "Out of memory."];

    public static string Timeout(double seconds) => FormattableString.Invariant($"timeout: {seconds:0.0} s");

    /// <summary>Says what a measurement that broke off means.</summary>
    /// <param name="problem">What broke it off.</param>
    /// <param name="timeLimit">The function's time limit in seconds.</param>
    public static string From(MeasurementException problem, double timeLimit) => ErrorOf(problem.FunctionError) switch
    {
        // The function ends the invocation just before Lambda would.
        (ErrorTypes.DeadlineExceeded, _) => FormattableString.Invariant($"timeout: not done in {timeLimit:0.#} s"),
        _ when LastWords.Any(words => problem.Message.Contains(words, StringComparison.Ordinal)) => OutOfMemory,
        ({ } type, var message) => Line($"{type}: {message}"),
        _ => Line(problem.Message),
    };

    private static (string? Type, string? Message) ErrorOf(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "{}");
            return document.RootElement.TryGetProperty("errorType", out var type)
                && document.RootElement.TryGetProperty("errorMessage", out var message)
                ? (type.GetString(), message.GetString())
                : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string Line(string text)
    {
        var line = string.Join(' ', text.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxCharacters ? line : line[..MaxCharacters] + "…";
    }
}

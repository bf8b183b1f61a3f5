using Compressor.Core.Failures;
using Compressor.Generators;

namespace Compressor.Handler.Runtime;

/// <summary>An error in the form that Lambda shows and stores: <c>responsePayload</c> of a dead letter.</summary>
/// <param name="ErrorType">A stable name to group by, such as <c>ObjectTooLarge</c>.</param>
/// <param name="Message">What happened, and what to do about it.</param>
/// <param name="StackTrace">A frame a line.</param>
internal sealed record FunctionError(string ErrorType, string Message, IReadOnlyList<string> StackTrace)
{
    /// <summary>The largest error that Lambda takes, less room for what JSON escapes and Lambda adds.</summary>
    public const int MaxJsonBytes = 64 * 1024;

    private const int MaxMessageLength = 8 * 1024;
    private const int MaxFrames = 40;
    private const int MaxFrameLength = 256;

    /// <summary>Describes <paramref name="exception"/>, with the stable type where it is one of the function's own failures.</summary>
    public static FunctionError From(Exception exception, string? errorType = null) => new(
        errorType ?? (exception as IFunctionFailure)?.ErrorType ?? "InternalError",
        exception is IFunctionFailure ? exception.Message : $"{exception.GetType().Name}: {exception.Message}",
        exception.StackTrace?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? []);

    /// <summary>Returns the error as JSON of at most <see cref="MaxJsonBytes"/>: what is too long is cut.</summary>
    public byte[] ToJson()
    {
        // One character takes at most six bytes in JSON, so these lengths keep under the limit whatever the characters are.
        var left = MaxJsonBytes - 2048 - ((MaxMessageLength + MaxFrameLength) * 6);
        var frames = new List<string>();
        foreach (var frame in StackTrace.Take(MaxFrames).Select(frame => Cut(frame, MaxFrameLength)))
        {
            left -= (frame.Length * 6) + 3;
            if (left < 0)
            {
                break;
            }

            frames.Add(frame);
        }

        var json = new JsonLineBuffer();
        new ErrorAnswer(Cut(ErrorType, MaxFrameLength), Cut(Message, MaxMessageLength), frames).WriteTo(json);
        return json.Written.ToArray();
    }

    // A pair of surrogates is not cut in two.
    internal static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}

/// <summary>An error's JSON, with the names that Lambda gives its parts.</summary>
[JsonLine]
internal readonly partial record struct ErrorAnswer(string ErrorType, string ErrorMessage, IReadOnlyList<string> StackTrace);

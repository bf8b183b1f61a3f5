using System.Buffers;
using System.Text.Json;
using Compressor.Core.Failures;

namespace Compressor.Handler.Runtime;

/// <summary>An error in the form that Lambda shows and stores: <c>responsePayload</c> of a dead letter.</summary>
/// <param name="ErrorType">A stable name to group by, such as <c>ObjectTooLarge</c>.</param>
/// <param name="Message">What happened, and what to do about it.</param>
/// <param name="StackTrace">A frame a line.</param>
internal sealed record FunctionError(string ErrorType, string Message, IReadOnlyList<string> StackTrace)
{
    /// <summary>The largest error that Lambda takes, less room for what JSON escapes and Lambda adds.</summary>
    public const int LargestJson = 64 * 1024;

    private const int LongestMessage = 8 * 1024;
    private const int MostFrames = 40;
    private const int LongestFrame = 256;

    /// <summary>Describes <paramref name="exception"/>, with the stable type where it is one of the function's own failures.</summary>
    public static FunctionError From(Exception exception, string? errorType = null) => new(
        errorType ?? (exception as IFunctionFailure)?.ErrorType ?? "InternalError",
        exception is IFunctionFailure ? exception.Message : $"{exception.GetType().Name}: {exception.Message}",
        exception.StackTrace?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? []);

    /// <summary>Returns the error as JSON of at most <see cref="LargestJson"/> bytes: what is too long is cut.</summary>
    public byte[] ToJson()
    {
        // One character takes at most six bytes in JSON, so these lengths keep under the limit whatever the characters are.
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("errorType", Cut(ErrorType, LongestFrame));
            json.WriteString("errorMessage", Cut(Message, LongestMessage));
            json.WriteStartArray("stackTrace");
            var left = LargestJson - 2048 - ((LongestMessage + LongestFrame) * 6);
            foreach (var frame in StackTrace.Take(MostFrames))
            {
                var cut = Cut(frame, LongestFrame);
                left -= (cut.Length * 6) + 3;
                if (left < 0)
                {
                    break;
                }

                json.WriteStringValue(cut);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    // A pair of surrogates is not cut in two.
    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}

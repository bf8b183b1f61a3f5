using System.Text;
using System.Text.Json;
using Compressor.Core.Events;

namespace Compressor.Fuzz;

/// <summary>What each input is put through.</summary>
internal static class Target
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new ExactKindConverter() },
        RespectNullableAnnotations = true,
        MaxDepth = 256,
    };

    /// <summary>Whether the last input of this thread was an event.</summary>
    [field: ThreadStatic]
    public static bool LastWasAccepted { get; private set; }

    /// <summary>Returns what is wrong; null where all is well.</summary>
    public static string? Check(byte[] input)
    {
        try
        {
            return CheckEvent(input) ?? CheckAgreement(input);
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    // Nothing but the two documented exceptions may come out, and their offset must be inside the input.
    private static string? CheckEvent(byte[] input)
    {
        LastWasAccepted = false;
        try
        {
            EventReader.Read(input);
            LastWasAccepted = true;
        }
        catch (MalformedEventException exception)
        {
            // The offset of an error inside a message is one in its body, which is never longer.
            return exception.Offset < 0 || exception.Offset > input.Length || exception.Path[0] != '$' ? exception.Message : null;
        }
        catch (UnknownEventException)
        {
            // An answer as good as any.
        }

        return null;
    }

    private static string? CheckAgreement(byte[] input)
    {
        // System.Text.Json takes no byte order mark.
        var json = input.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? input[3..] : input;
        var read = Try(() => FuzzRecord.Read(json));
        var expected = Try(() => JsonSerializer.Deserialize<FuzzRecord>(json, Options)!);
        return read is null == expected is null && (read is null || read.Agrees(expected!))
            ? null
            : $"System.Text.Json {(expected is null ? "refuses it" : "reads it as " + expected)}, the generated reader "
            + $"{(read is null ? "refuses it" : "reads it as " + read)}";
    }

    private static FuzzRecord? Try(Func<FuzzRecord> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return null;
        }
    }
}

namespace Compressor.Core.Archiving;

/// <summary>
/// The extended timestamp, an extra field that Info-ZIP defined: seconds since 1970 in UTC. Unpackers that know it set the right
/// time in every zone, which the DOS fields cannot say.
/// </summary>
internal static class UnixTime
{
    /// <summary>The field's length in bytes, in the local header and in the central directory.</summary>
    public const int Length = 9;

    /// <summary>Writes the field; a time beyond 32 bits becomes the nearest one.</summary>
    public static void Write(ref RecordWriter writer, DateTimeOffset time)
    {
        writer.UInt16(0x5455);
        writer.UInt16(Length - 4);
        writer.Bytes([1]); // the modification time follows
        writer.UInt32((uint)(int)Math.Clamp(time.ToUnixTimeSeconds(), int.MinValue, int.MaxValue));
    }
}

namespace Compressor.Core.Archiving.Zip;

/// <summary>The time of a zip entry: local by convention, UTC here; two-second steps; the years 1980 to 2107.</summary>
internal static class DosTime
{
    /// <summary>Returns the date and time fields; a time out of range becomes the nearest one in range.</summary>
    public static (ushort Date, ushort Time) From(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        return utc.Year switch
        {
            < 1980 => Fields(new DateTime(1980, 1, 1)),
            > 2107 => Fields(new DateTime(2107, 12, 31, 23, 59, 58)),
            _ => Fields(utc),
        };
    }

    private static (ushort Date, ushort Time) Fields(DateTime time) => (
        (ushort)(((time.Year - 1980) << 9) | (time.Month << 5) | time.Day),
        (ushort)((time.Hour << 11) | (time.Minute << 5) | (time.Second / 2)));
}

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

namespace Compressor.Handler.Archiving;

/// <summary>
/// The extended timestamp, an extra field that Info-ZIP defined: seconds since 1970 in UTC. Unpackers that know it set the right
/// time in every zone, which the DOS fields cannot say.
/// </summary>
internal static class UnixTime
{
    /// <summary>The field's length in bytes, in the local header and in the central directory.</summary>
    public const int Length = 9;

    /// <summary>Writes the field and moves <paramref name="destination"/> past it; a time beyond 32 bits becomes the nearest one.</summary>
    public static void Write(ref Span<byte> destination, DateTimeOffset time)
    {
        ZipFormat.WriteUInt16(ref destination, 0x5455);
        ZipFormat.WriteUInt16(ref destination, Length - 4);
        destination[0] = 1; // the modification time follows
        destination = destination[1..];
        ZipFormat.WriteUInt32(ref destination, (uint)(int)Math.Clamp(time.ToUnixTimeSeconds(), int.MinValue, int.MaxValue));
    }
}

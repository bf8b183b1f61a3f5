namespace Compressor.Core.Archiving;

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

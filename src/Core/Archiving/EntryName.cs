using System.Globalization;
using System.Text;

namespace Compressor.Core.Archiving;

/// <summary>
/// Names of entries that unpack on Windows, macOS and Linux, and lead no unpacker astray: the last segment of the key only, so no absolute
/// path and no <c>..</c>, with everything replaced that one of the three takes for something else. The key itself stays in the archive's
/// comment and metadata.
/// </summary>
/// <remarks>
/// Windows: Microsoft Learn, "Naming Files, Paths, and Namespaces". Bidirectional controls: Unicode Technical Report 36, "Bidirectional
/// Text Spoofing". Lengths: 255 bytes on Linux (NAME_MAX of ext4 and XFS), 255 UTF-16 units on Windows and macOS.
/// </remarks>
public static class EntryName
{
    /// <summary>The longest name that every system takes, in bytes of UTF-8.</summary>
    public const int MaxBytes = 255;

    private const string Nameless = "object";
    private const char Replacement = '_';

    /// <summary>Characters that no name on Windows may hold; the backslash separates folders there.</summary>
    private const string Reserved = "<>:\"/\\|?*";

    /// <summary>Windows takes these for devices, with any extension; ¹, ² and ³ count as digits.</summary>
    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    /// <summary>Returns the entry's name for <paramref name="key"/>.</summary>
    public static string From(string key)
    {
        var segment = key.AsSpan(key.LastIndexOf('/') + 1);
        var name = new StringBuilder(segment.Length);
        foreach (var rune in segment.EnumerateRunes())
        {
            name.Append(IsUnsafe(rune) ? Replacement.ToString() : rune.ToString());
        }

        // Windows drops dots and spaces at the end, so that two names would be one.
        for (var last = name.Length - 1; last >= 0 && name[last] is '.' or ' '; last--)
        {
            name[last] = Replacement;
        }

        var text = Shorten(name.ToString());
        return text.Trim(Replacement).Length == 0 && !segment.Contains(Replacement) ? Nameless : IsDevice(text) ? Replacement + text : text;
    }

    private static bool IsUnsafe(Rune rune) => rune.IsAscii && Reserved.Contains((char)rune.Value)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    private static bool IsDevice(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return Devices.Contains((dot < 0 ? name : name[..dot]).TrimEnd(' '));
    }

    /// <summary>Cuts the stem, so that the extension stays.</summary>
    private static string Shorten(string name)
    {
        // One byte is kept for the mark in front of a device's name.
        const int Limit = MaxBytes - 1;
        if (Encoding.UTF8.GetByteCount(name) <= Limit)
        {
            return name;
        }

        var extension = Path.GetExtension(name);
        if (Encoding.UTF8.GetByteCount(extension) > Limit / 2)
        {
            extension = "";
        }

        var stem = new StringBuilder();
        var left = Limit - Encoding.UTF8.GetByteCount(extension);
        foreach (var rune in name.EnumerateRunes())
        {
            left -= rune.Utf8SequenceLength;
            if (left < 0)
            {
                break;
            }

            stem.Append(rune.ToString());
        }

        return stem.Append(extension).ToString();
    }
}

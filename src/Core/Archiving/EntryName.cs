using System.Text;

namespace Compressor.Core.Archiving;

/// <summary>
/// Entry names that no unpacker can be led astray by: the last segment of the key only, so no absolute path and no <c>..</c>;
/// no backslash or drive letter, which Windows would take for a path; no control character.
/// </summary>
public static class EntryName
{
    private const string Nameless = "object";

    /// <summary>Returns the entry's name for <paramref name="key"/>.</summary>
    public static string From(string key)
    {
        var segment = key.AsSpan(key.LastIndexOf('/') + 1);
        var name = new StringBuilder(segment.Length);
        foreach (var character in segment)
        {
            name.Append(character is '\\' or ':' || char.IsControl(character) ? '_' : character);
        }

        var safe = name.ToString();
        return safe is "" or "." or ".." ? Nameless : safe;
    }
}

using System.Text;
using System.Text.Json;

namespace Compressor.Core.Events;

/// <summary>
/// The names of a document's top-level properties, for events whose shape is not known. The document was read before, so it is well
/// formed.
/// </summary>
internal static class TopLevel
{
    /// <summary>Whether the document has the property, whatever its value.</summary>
    public static bool Has(ReadOnlySpan<byte> utf8Json, ReadOnlySpan<byte> name)
    {
        var reader = Start(utf8Json);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(name))
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    /// <summary>The names, in order, without repetition.</summary>
    public static List<string> Names(ReadOnlySpan<byte> utf8Json)
    {
        var names = new List<string>();
        var reader = Start(utf8Json);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // As it is written: the names of unknown properties are not checked in reading, and may not be Unicode.
            var name = Encoding.UTF8.GetString(reader.ValueSpan);
            if (!names.Contains(name))
            {
                names.Add(name);
            }

            reader.Skip();
        }

        return names;
    }

    private static Utf8JsonReader Start(ReadOnlySpan<byte> utf8Json)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        var reader = new Utf8JsonReader(
            utf8Json.StartsWith(mark) ? utf8Json[mark.Length..] : utf8Json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        return reader;
    }
}

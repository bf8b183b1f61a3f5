using System.Globalization;
using System.Text;

namespace Compressor.Generators.Json;

/// <summary>Escapes text for JSON at compile time.</summary>
internal static class JsonText
{
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is '"' or '\\')
            {
                escaped.Append('\\').Append(letter);
            }
            else if (letter < ' ' || char.IsSurrogate(letter))
            {
                escaped.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                escaped.Append(letter);
            }
        }

        return escaped.ToString();
    }
}

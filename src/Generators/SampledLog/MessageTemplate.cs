using System.Text;
using Compressor.Generators.Shared;

namespace Compressor.Generators.SampledLog;

/// <summary>Takes a message apart into text and placeholders.</summary>
internal static class MessageTemplate
{
    /// <summary>Returns null where the braces do not match. Two braces stand for one that is text.</summary>
    public static EquatableArray<MessagePartSpec>? Parse(string template)
    {
        var parts = new List<MessagePartSpec>();
        var text = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var letter = template[i];
            var isDoubled = i + 1 < template.Length && template[i + 1] == letter;
            if (letter is not ('{' or '}'))
            {
                text.Append(letter);
            }
            else if (isDoubled)
            {
                text.Append(letter);
                i++;
            }
            else
            {
                var end = letter == '{' ? template.IndexOf('}', i) : -1;
                if (end < 0)
                {
                    return null;
                }

                Flush(parts, text);
                parts.Add(new MessagePartSpec(template.Substring(i + 1, end - i - 1), IsArgument: true));
                i = end;
            }
        }

        Flush(parts, text);
        return parts.ToEquatableArray();
    }

    private static void Flush(List<MessagePartSpec> parts, StringBuilder text)
    {
        if (text.Length > 0)
        {
            parts.Add(new MessagePartSpec(text.ToString(), IsArgument: false));
            text.Clear();
        }
    }
}

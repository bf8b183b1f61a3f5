using Compressor.Generators.Shared;

namespace Compressor.Generators.Json;

/// <summary>Writes the statements that append values.</summary>
internal static class JsonValueWriterEmitter
{
    /// <summary>Writes statements that append a value.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="json">The buffer's name.</param>
    /// <param name="type">The value's type.</param>
    /// <param name="value">A C# expression for it.</param>
    /// <param name="name">What locals are named after, so that no two values declare the same.</param>
    public static void Emit(SourceWriter writer, string json, JsonTypeSpec type, string value, string name)
    {
        if (!type.IsNullable || type.Shape == JsonShape.String)
        {
            EmitPresent(writer, json, type, value, name);
            return;
        }

        var local = Local(name);
        writer.Open($"if ({value} is {{ }} {local})");
        EmitPresent(writer, json, type, local, name);
        writer.Close().Open("else").Line($"{json}.Raw(\"null\"u8);").Close();
    }

    private static void EmitPresent(SourceWriter writer, string json, JsonTypeSpec type, string value, string name)
    {
        switch (type.Shape)
        {
            case JsonShape.Record:
                writer.Line($"{value}.WriteTo({json});");
                break;
            case JsonShape.Array or JsonShape.List:
                EmitItems(writer, json, type, value, Plain(name));
                break;
            case JsonShape.Dictionary:
                EmitDictionary(writer, json, type, value, Plain(name));
                break;
            case JsonShape.Enum:
                writer.Line($"{json}.Value({JsonEnumText.Name(type, value)});");
                break;
            case JsonShape.Size:
                writer.Line($"{json}.Value({value}.Bytes);");
                break;
            case JsonShape.Base64:
                writer.Line($"{json}.Base64({value});");
                break;
            case JsonShape.Uri:
                writer.Line($"{json}.Value({value}.OriginalString);");
                break;
            default:
                writer.Line($"{json}.Value({value});");
                break;
        }
    }

    private static void EmitItems(SourceWriter writer, string json, JsonTypeSpec type, string value, string name)
    {
        var (index, count) = ("indexOf" + name, Count(type));
        writer.Line($"{json}.Raw(\"[\"u8);");
        if (count.Length > 0)
        {
            // By index: to enumerate through an interface would allocate.
            writer.Open($"for (var {index} = 0; {index} < {value}.{count}; {index}++)");
            writer.Line($"{json}.Raw({index} == 0 ? default : \",\"u8);");
            Emit(writer, json, type.Element!, $"{value}[{index}]", name + "Item");
        }
        else
        {
            writer.Line($"var isFirstOf{name} = true;").Open($"foreach (var itemOf{name} in {value})");
            writer.Line($"{json}.Name(default, ref isFirstOf{name});");
            Emit(writer, json, type.Element!, $"itemOf{name}", name + "Item");
        }

        writer.Close().Line($"{json}.Raw(\"]\"u8);");
    }

    private static void EmitDictionary(SourceWriter writer, string json, JsonTypeSpec type, string value, string name)
    {
        writer.Line($"{json}.Raw(\"{{\"u8);").Line($"var isFirstOf{name} = true;");
        writer.Open($"foreach (var pairOf{name} in {value})");
        writer.Line($"{json}.Name(default, ref isFirstOf{name});").Line($"{json}.Value(pairOf{name}.Key);").Line($"{json}.Raw(\":\"u8);");
        Emit(writer, json, type.Element!, $"pairOf{name}.Value", name + "Item");
        writer.Close().Line($"{json}.Raw(\"}}\"u8);");
    }

    private static string Count(JsonTypeSpec type)
    {
        if (type.Name.EndsWith("[]", StringComparison.Ordinal))
        {
            return "Length";
        }

        string[] indexed = ["IReadOnlyList", "IList", "List"];
        return indexed.Any(name => type.Name.StartsWith($"global::System.Collections.Generic.{name}<", StringComparison.Ordinal))
            ? "Count"
            : string.Empty;
    }

    private static string Local(string name) => "some" + Plain(name);

    /// <summary>The name as a part of others.</summary>
    public static string Plain(string name)
    {
        var plain = name.TrimStart('@');
        return char.ToUpperInvariant(plain[0]) + plain.Substring(1);
    }
}

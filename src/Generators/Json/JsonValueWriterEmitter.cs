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
                writer.Line(type.IsForeign ? $"{Method(type)}({json}, {value});" : $"{value}.WriteTo({json});");
                break;
            case JsonShape.ImmutableArray:
                EmitItems(writer, json, type, $"({value}.IsDefault ? [] : {value})", Plain(name));
                break;
            case JsonShape.Array or JsonShape.List or JsonShape.Set:
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
            case JsonShape.Base64 when type.Name == "byte[]":
                writer.Line($"{json}.Base64({value});");
                break;
            case JsonShape.Base64:
                writer.Line($"{json}.Base64({value}.Span);");
                break;
            case JsonShape.Stream:
                writer.Line($"{json}.Base64({value}.ToArray());");
                break;
            case JsonShape.Object:
                writer.Line($"{json}.Any({value});");
                break;
            case JsonShape.Raw:
                writer.Line($"{json}.Raw({value}.Utf8.Span);");
                break;
            case JsonShape.TimeSpan or JsonShape.UnixSeconds or JsonShape.UnixMilliseconds:
                writer.Line($"{json}.{type.Shape}({value});");
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
        writer.Line($"{json}.Name(default, ref isFirstOf{name});").Line($"{Key(json, type.Key!, $"pairOf{name}.Key")}")
            .Line($"{json}.Raw(\":\"u8);");
        Emit(writer, json, type.Element!, $"pairOf{name}.Value", name + "Item");
        writer.Close().Line($"{json}.Raw(\"}}\"u8);");
    }

    private static string Key(string json, JsonTypeSpec key, string value) => key.Shape switch
    {
        JsonShape.String => $"{json}.Value({value});",
        JsonShape.Enum => $"{json}.Value({JsonEnumText.Name(key, value)});",
        _ => $"{json}.Raw(\"\\\"\"u8); {json}.Text({value}); {json}.Raw(\"\\\"\"u8);",
    };

    /// <summary>What the method is called that writes a foreign type.</summary>
    public static string Method(JsonTypeSpec type) => $"Write{type.Label}_{Names.Hash(type.Name)}";

    private static string Count(JsonTypeSpec type)
    {
        if (type.Name.EndsWith("[]", StringComparison.Ordinal) || type.Shape == JsonShape.ImmutableArray)
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

using System.Text;
using Compressor.Generators.Json;
using Compressor.Generators.Shared;

namespace Compressor.Generators.JsonEvent;

/// <summary>Writes the expressions that read values, and the methods that read enums and collections.</summary>
internal static class JsonValueEmitter
{
    public static int Utf8Length(string name) => Encoding.UTF8.GetByteCount(name);

    /// <summary>A switch section's label that holds for a name's bytes, in a switch over their number.</summary>
    public static string Case(string name, string variable, bool ignoreCase) =>
        ignoreCase
            ? $"case {Utf8Length(name)} when global::System.Text.Ascii.EqualsIgnoreCase({variable}, {Names.Utf8Literal(name)}):"
            : $"case {Utf8Length(name)} when global::System.MemoryExtensions.SequenceEqual({variable}, {Names.Utf8Literal(name)}):";

    /// <summary>An expression that reads a value of the type.</summary>
    public static string Value(JsonTypeSpec type)
    {
        var value = type.Shape switch
        {
            JsonShape.Record => $"{type.Name}.ReadFrom(ref reader)",
            JsonShape.Enum or JsonShape.Array or JsonShape.List or JsonShape.Dictionary => $"{Method(type)}(ref reader)",
            _ => $"{JsonEventEmitter.Read}.{type.Shape}(ref reader)",
        };
        return type.IsNullable ? $"reader.TokenType == {JsonEventEmitter.Token}.Null ? default({type.Name}?) : {value}" : value;
    }

    /// <summary>Writes a method for each enum and collection among the types, however deep.</summary>
    public static void EmitMethods(SourceWriter writer, IEnumerable<JsonTypeSpec> types, bool ignoreCase)
    {
        var distinct = new Dictionary<string, JsonTypeSpec>(StringComparer.Ordinal);
        foreach (var type in types)
        {
            Collect(type, distinct);
        }

        foreach (var type in distinct.Values)
        {
            writer.Line().Open($"private static {type.Name} {Method(type)}({JsonEventEmitter.Reader})");
            switch (type.Shape)
            {
                case JsonShape.Enum:
                    EmitEnum(writer, type, ignoreCase);
                    break;
                case JsonShape.Dictionary:
                    EmitDictionary(writer, type.Element!);
                    break;
                default:
                    EmitCollection(writer, type.Element!, type.Shape == JsonShape.List ? "ToList" : "ToArray");
                    break;
            }

            writer.Close();
        }
    }

    private static void Collect(JsonTypeSpec type, Dictionary<string, JsonTypeSpec> distinct)
    {
        if (type.Element is not null)
        {
            Collect(type.Element, distinct);
        }

        if (type.Shape is JsonShape.Enum or JsonShape.Array or JsonShape.List or JsonShape.Dictionary)
        {
            distinct[Method(type)] = type with { IsNullable = false };
        }
    }

    // The name alone may be shared by two types; their full names then differ, and so do the hashes of those.
    private static string Method(JsonTypeSpec type) => $"Read{type.Label}_{Hash(type.Name)}";

    private static string Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
        {
            hash = unchecked((hash ^ letter) * 16777619u);
        }

        return (hash & 0xFFFF).ToString("x4", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void EmitEnum(SourceWriter writer, JsonTypeSpec type, bool ignoreCase)
    {
        var expected = "one of " + string.Join(", ", type.Members.Select(static member => $"\"{member.JsonNames[0]}\""));
        writer.Line($"const string expected = {Names.Literal(expected)};");
        writer.Line($"global::System.ReadOnlySpan<byte> name = {JsonEventEmitter.Read}.Bytes(ref reader, expected);");
        writer.Open("switch (name.Length)");
        foreach (var member in type.Members)
        {
            foreach (var name in member.JsonNames)
            {
                writer.Line(Case(name, "name", ignoreCase)).Indent().Line($"return {type.Name}.{member.Name};").Outdent();
            }
        }

        var unknown = type.Members.FirstOrDefault(static member => member.IsUnknown);
        writer.Line("default:").Indent()
            .Line(unknown is null
                ? $"throw {JsonEventEmitter.Read}.Unexpected(ref reader, expected);"
                : $"return {type.Name}.{unknown.Name};")
            .Outdent().Close();
    }

    private static void EmitCollection(SourceWriter writer, JsonTypeSpec element, string finish) => writer.Line($$"""
        {{JsonEventEmitter.Read}}.StartArray(ref reader);
        var items = default(global::Compressor.Generators.JsonItems<{{NameOf(element)}}>);
        while (reader.Read() && reader.TokenType != {{JsonEventEmitter.Token}}.EndArray)
        {
            items.Add({{Value(element)}});
        }

        return items.{{finish}}();
        """);

    private static void EmitDictionary(SourceWriter writer, JsonTypeSpec element) => writer.Line($$"""
        {{JsonEventEmitter.Read}}.StartObject(ref reader);
        var items = new global::System.Collections.Generic.Dictionary<string, {{NameOf(element)}}>(global::System.StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != {{JsonEventEmitter.Token}}.EndObject)
        {
            var key = {{JsonEventEmitter.Read}}.Key(ref reader);
            reader.Read();
            items[key] = {{Value(element)}};
        }

        return items;
        """);

    private static string NameOf(JsonTypeSpec type) => type.IsNullable ? type.Name + "?" : type.Name;
}

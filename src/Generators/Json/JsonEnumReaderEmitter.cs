using Compressor.Generators.Shared;

namespace Compressor.Generators.Json;

/// <summary>Writes the methods that read an enum by the names of its members.</summary>
internal static class JsonEnumReaderEmitter
{
    /// <summary>An expression that reads a member from the name of a property.</summary>
    public static string Key(JsonTypeSpec type) => $"{Method(type)}Name(ref reader, reader.Name())";

    /// <summary>Writes a method for values, and one for what a value or a name holds.</summary>
    public static void Emit(SourceWriter writer, JsonTypeSpec type, bool ignoreCase)
    {
        var expected = Names.Literal("one of " + string.Join(", ", type.Members.Select(static member => $"\"{member.JsonNames[0]}\"")));
        var number = type is { IsForeign: true, Element: not null }
            ? $"reader.IsNumber ? ({type.Name})reader.{type.Element.Shape}() : "
            : string.Empty;
        writer.Line().Line($"private static {type.Name} {Method(type)}({JsonValueReaderEmitter.Reader}) =>").Indent()
            .Line($"{number}{Method(type)}Name(ref reader, reader.Bytes({expected}));").Outdent();

        writer.Line().Open(
            $"private static {type.Name} {Method(type)}Name({JsonValueReaderEmitter.Reader}, global::System.ReadOnlySpan<byte> name)");
        var unknown = type.Members.FirstOrDefault(static member => member.IsUnknown);
        JsonNameSwitch.Emit(
            writer,
            "name",
            ignoreCase,
            type.Members.SelectMany(member => member.JsonNames.Select(
                name => (name, (Action)(() => writer.Line($"return {type.Name}.{member.Name};"))))),
            () => writer.Line(
                unknown is null ? $"throw reader.Unexpected({expected});" : $"return {type.Name}.{unknown.Name};"));
        writer.Close();
    }

    private static string Method(JsonTypeSpec type) => JsonValueReaderEmitter.Method(type);
}

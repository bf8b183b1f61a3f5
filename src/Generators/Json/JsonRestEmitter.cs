using Compressor.Generators.Shared;

namespace Compressor.Generators.Json;

/// <summary>Writes what becomes of properties that nobody declared: they are skipped, or kept in a dictionary.</summary>
internal static class JsonRestEmitter
{
    /// <summary>The dictionary that keeps them.</summary>
    public static string TypeOf(JsonTypeSpec rest) =>
        $"global::System.Collections.Generic.Dictionary<string, {JsonValueReaderEmitter.NameOf(rest.Element!)}>";

    /// <summary>Writes the statements for such a property, whose name is in <c>name</c>.</summary>
    public static void EmitOther(SourceWriter writer, JsonTypeSpec? rest)
    {
        if (rest is null)
        {
            writer.Line("reader.Skip();").Line("break;");
            return;
        }

        writer.Line($"rest ??= new {TypeOf(rest)}(global::System.StringComparer.Ordinal);")
            .Line("var key = reader.Text(name);")
            .Line($"rest[key] = {JsonValueReaderEmitter.Value(rest.Element!)};")
            .Line("break;");
    }
}

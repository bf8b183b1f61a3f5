using Compressor.Generators.Json;
using Compressor.Generators.Json.Objects;
using Compressor.Generators.Shared;

namespace Compressor.Generators.JsonWriter;

/// <summary>Writes a method that writes each listed type, and one for each type that those are made of.</summary>
internal static class JsonWriterEmitter
{
    private const string Json = "global::" + SupportSource.Namespace + ".JsonLineBuffer json";

    public static string Emit(JsonTypesSpec spec)
    {
        var writer = new SourceWriter();
        spec.Target.Open(writer);
        writer.Line("// Types of assemblies without nullable annotations mix with those that have them.")
            .Line("#nullable disable warnings");
        foreach (var root in spec.Roots)
        {
            writer.Line().Line("/// <summary>Appends a value as JSON.</summary>")
                .Line("/// <exception cref=\"global::System.InvalidOperationException\">It is nested too deep, or in a circle.</exception>")
                .Open($"internal static void Write({Json}, {JsonValueReaderEmitter.NameOf(root.Type)} value)");
            JsonValueWriterEmitter.Emit(writer, "json", root.Type, "value", "Root");
            writer.Close();
        }

        foreach (var type in spec.Objects)
        {
            writer.Line().Open($"private static void {JsonValueWriterEmitter.Method(type.Type)}({Json}, {type.Type.Name} value)");
            writer.Line("json.Enter();");
            JsonMembersWriterEmitter.Emit(
                writer,
                type.Members.Select((member, index) => new JsonWrittenMember(
                    "value." + Names.Escape(member.Name),
                    $"Member{index}",
                    member.JsonNames[0],
                    member.Type,
                    spec.OmitNulls || member.OmitsNull)).ToList());
            writer.Line("json.Leave();").Close();
        }

        return spec.Target.Close(writer);
    }
}

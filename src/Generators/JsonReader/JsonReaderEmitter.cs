using Compressor.Generators.Json;
using Compressor.Generators.Json.Objects;
using Compressor.Generators.Shared;

namespace Compressor.Generators.JsonReader;

/// <summary>Writes a method that reads a document for each listed type, and one for each type that those are made of.</summary>
internal static class JsonReaderEmitter
{
    public static string Emit(JsonTypesSpec spec)
    {
        var writer = new SourceWriter();
        spec.Target.Open(writer);
        writer.Line("// Types of assemblies without nullable annotations mix with those that have them.")
            .Line("#nullable disable warnings");
        foreach (var root in spec.Roots)
        {
            JsonEntryEmitter.Emit(
                writer,
                $"{root.Accessibility} static {JsonValueReaderEmitter.NameOf(root.Type)} Read{root.Type.Label}",
                JsonValueReaderEmitter.Value(root.Type));
        }

        foreach (var type in spec.Objects)
        {
            JsonObjectReaderEmitter.Emit(writer, type, spec.IgnoreCase);
        }

        var types = spec.Roots.Select(static root => root.Type).Concat(spec.Objects.SelectMany(
            static type => type.Members.Concat(type.Rest is null ? [] : [type.Rest]).Select(static member => member.Type)));
        JsonValueReaderEmitter.EmitMethods(writer, types, spec.IgnoreCase);
        return spec.Target.Close(writer);
    }
}

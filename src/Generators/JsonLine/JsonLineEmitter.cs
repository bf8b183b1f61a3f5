using Compressor.Generators.Json;
using Compressor.Generators.Shared;

namespace Compressor.Generators.JsonLine;

/// <summary>Writes the method that writes a type.</summary>
internal static class JsonLineEmitter
{
    public static string Emit(JsonLineSpec spec)
    {
        var writer = new SourceWriter();
        spec.Target.Open(writer);
        writer.Line("/// <summary>Appends the object as JSON.</summary>");
        writer.Open("internal void WriteTo(global::Compressor.Generators.JsonLineBuffer json)");
        JsonMembersWriterEmitter.Emit(
            writer,
            spec.Properties.Select(property =>
                new JsonWrittenMember("this." + property.Name, property.Name, property.JsonName, property.Type, spec.OmitNulls)).ToList());
        writer.Close();
        return spec.Target.Close(writer);
    }
}

using System.Text;
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
        writer.Open(
            $"internal {(spec.HidesBaseMembers ? "new " : string.Empty)}void WriteTo(global::Compressor.Generators.JsonLineBuffer json)");
        if (spec.OmitNulls)
        {
            EmitWithoutNulls(writer, spec);
        }
        else
        {
            EmitAll(writer, spec);
        }

        writer.Close();
        return spec.Target.Close(writer);
    }

    // What stands between values is joined at compile time, so that each piece is one copy at run time.
    private static void EmitAll(SourceWriter writer, JsonLineSpec spec)
    {
        var pending = new StringBuilder("{");
        for (var i = 0; i < spec.Properties.Count; i++)
        {
            var property = spec.Properties[i];
            pending.Append(i == 0 ? string.Empty : ",").Append('"').Append(JsonText.Escape(property.JsonName)).Append("\":");
            writer.Line($"json.Raw({Names.Utf8Literal(pending.ToString())});");
            pending.Clear();
            JsonValueWriterEmitter.Emit(writer, "json", property.Type, "this." + property.Name, property.Name);
        }

        writer.Line($"json.Raw({Names.Utf8Literal(pending + "}")});");
    }

    private static void EmitWithoutNulls(SourceWriter writer, JsonLineSpec spec)
    {
        writer.Line("json.Raw(\"{\"u8);").Line("var isFirst = true;");
        foreach (var property in spec.Properties)
        {
            var name = Names.Utf8Literal($"\"{JsonText.Escape(property.JsonName)}\":");
            if (property.Type.IsNullable)
            {
                var local = Local(property.Name);
                writer.Open($"if (this.{property.Name} is {{ }} {local})").Line($"json.Name({name}, ref isFirst);");
                JsonValueWriterEmitter.Emit(writer, "json", property.Type with { IsNullable = false }, local, property.Name + "Value");
                writer.Close();
            }
            else
            {
                writer.Line($"json.Name({name}, ref isFirst);");
                JsonValueWriterEmitter.Emit(writer, "json", property.Type, "this." + property.Name, property.Name);
            }
        }

        writer.Line("json.Raw(\"}\"u8);");
    }

    private static string Local(string name) => "some" + JsonValueWriterEmitter.Plain(name);
}

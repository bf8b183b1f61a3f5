using System.Text;
using Compressor.Generators.Shared;

namespace Compressor.Generators.Json;

/// <summary>A member to write.</summary>
/// <param name="Value">The expression for its value.</param>
/// <param name="Name">What locals are named after.</param>
/// <param name="JsonName">Its JSON name.</param>
/// <param name="Type">Its type.</param>
/// <param name="OmitsNull">Whether it is left out where it is null.</param>
internal sealed record JsonWrittenMember(string Value, string Name, string JsonName, JsonTypeSpec Type, bool OmitsNull);

/// <summary>Writes the statements that append an object's members.</summary>
internal static class JsonMembersWriterEmitter
{
    public static void Emit(SourceWriter writer, IReadOnlyList<JsonWrittenMember> members)
    {
        if (members.Any(static member => member is { OmitsNull: true, Type.IsNullable: true }))
        {
            EmitWithoutNulls(writer, members);
        }
        else
        {
            EmitAll(writer, members);
        }
    }

    // What stands between values is joined at compile time, so that each piece is one copy at run time.
    private static void EmitAll(SourceWriter writer, IReadOnlyList<JsonWrittenMember> members)
    {
        var pending = new StringBuilder("{");
        for (var i = 0; i < members.Count; i++)
        {
            var member = members[i];
            pending.Append(i == 0 ? string.Empty : ",").Append('"').Append(JsonText.Escape(member.JsonName)).Append("\":");
            writer.Line($"json.Raw({Names.Utf8Literal(pending.ToString())});");
            pending.Clear();
            JsonValueWriterEmitter.Emit(writer, "json", member.Type, member.Value, member.Name);
        }

        writer.Line($"json.Raw({Names.Utf8Literal(pending + "}")});");
    }

    private static void EmitWithoutNulls(SourceWriter writer, IReadOnlyList<JsonWrittenMember> members)
    {
        writer.Line("json.Raw(\"{\"u8);").Line("var isFirst = true;");
        foreach (var member in members)
        {
            var name = Names.Utf8Literal($"\"{JsonText.Escape(member.JsonName)}\":");
            if (member is { OmitsNull: true, Type.IsNullable: true })
            {
                var local = "some" + JsonValueWriterEmitter.Plain(member.Name);
                writer.Open($"if ({member.Value} is {{ }} {local})").Line($"json.Name({name}, ref isFirst);");
                JsonValueWriterEmitter.Emit(writer, "json", member.Type with { IsNullable = false }, local, member.Name + "Value");
                writer.Close();
            }
            else
            {
                writer.Line($"json.Name({name}, ref isFirst);");
                JsonValueWriterEmitter.Emit(writer, "json", member.Type, member.Value, member.Name);
            }
        }

        writer.Line("json.Raw(\"}\"u8);");
    }
}

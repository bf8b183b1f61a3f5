using Compressor.Generators.Shared;

namespace Compressor.Generators.Json.Objects;

/// <summary>Writes the method that creates an object of a type and fills it.</summary>
internal static class JsonObjectReaderEmitter
{
    public static void Emit(SourceWriter writer, JsonObjectSpec type, bool ignoreCase)
    {
        writer.Line().Open($"private static {type.Type.Name} {JsonValueReaderEmitter.Method(type.Type)}({JsonValueReaderEmitter.Reader})");
        var isCreatedFirst = type.Parameters.Count == 0;
        if (isCreatedFirst)
        {
            writer.Line($"var value = {Create(type)};");
        }

        for (var i = 0; i < type.Members.Count; i++)
        {
            EmitLocals(writer, type, i, isCreatedFirst);
        }

        if (type.Rest is not null)
        {
            writer.Line($"{JsonRestEmitter.TypeOf(type.Rest.Type)}? rest = null;");
        }

        writer.Open("for (var more = reader.StartObject(); more; more = reader.NextProperty())");
        writer.Line("global::System.ReadOnlySpan<byte> name = reader.Name();");
        JsonNameSwitch.Emit(
            writer,
            "name",
            ignoreCase,
            type.Members.SelectMany((member, index) => member.JsonNames.Select(name => (name, (Action)(() =>
            {
                EmitMember(writer, type, index, isCreatedFirst);
                writer.Line("break;");
            })))),
            () => JsonRestEmitter.EmitOther(writer, type.Rest?.Type));
        writer.Close();
        EmitEnd(writer, type, isCreatedFirst);
        writer.Close();
        EmitAccessors(writer, type);
    }

    private static void EmitLocals(SourceWriter writer, JsonObjectSpec type, int index, bool isCreatedFirst)
    {
        var member = type.Members[index];
        if (!isCreatedFirst)
        {
            var parameter = type.Parameters.FirstOrDefault(parameter => parameter.Member == index);
            var otherwise = parameter is { Default.Length: > 0 } ? parameter.Default : "default!";
            writer.Line($"{JsonValueReaderEmitter.NameOf(member.Type)} member{index} = {otherwise};");
        }

        if (HasFlag(member, isCreatedFirst))
        {
            writer.Line($"var has{index} = false;");
        }
    }

    private static bool HasFlag(JsonMemberSpec member, bool isCreatedFirst) =>
        member.IsRequired || (!isCreatedFirst && !member.IsParameter);

    private static void EmitMember(SourceWriter writer, JsonObjectSpec type, int index, bool isCreatedFirst)
    {
        var member = type.Members[index];
        var value = JsonValueReaderEmitter.Value(member.Type);
        var nullLeavesDefault = !member.Type.IsNullable && !member.IsRequired;
        if (nullLeavesDefault)
        {
            writer.Open("if (!reader.TryNull())");
        }

        writer.Line(isCreatedFirst ? Assignment(type, member, value) : $"member{index} = {value};");
        if (HasFlag(member, isCreatedFirst))
        {
            writer.Line($"has{index} = true;");
        }

        if (nullLeavesDefault)
        {
            writer.Close().Line();
        }
    }

    private static void EmitEnd(SourceWriter writer, JsonObjectSpec type, bool isCreatedFirst)
    {
        for (var i = 0; i < type.Members.Count; i++)
        {
            if (type.Members[i].IsRequired)
            {
                writer.Line().Open($"if (!has{i})")
                    .Line($"throw reader.Missing({Names.Literal(type.Members[i].JsonNames[0])});").Close();
            }
        }

        if (!isCreatedFirst)
        {
            writer.Line().Line($"var value = {Create(type)};");
            for (var i = 0; i < type.Members.Count; i++)
            {
                if (!type.Members[i].IsParameter)
                {
                    writer.Open($"if (has{i})").Line(Assignment(type, type.Members[i], $"member{i}")).Close().Line();
                }
            }
        }

        if (type.Rest is { } rest)
        {
            writer.Line().Open("if (rest is not null)").Line(Assignment(type, rest, "rest")).Close();
        }

        writer.Line().Line("return value;");
    }

    private static string Create(JsonObjectSpec type)
    {
        var arguments = string.Join(", ", type.Parameters.Select(static parameter =>
            parameter.Member >= 0 ? $"member{parameter.Member}"
            : parameter.Default.Length > 0 ? parameter.Default : $"default({parameter.Type})!"));
        return type.NeedsAccessor ? $"{Accessor("Create", type)}({arguments})" : $"new {type.Type.Name}({arguments})";
    }

    private static string Assignment(JsonObjectSpec type, JsonMemberSpec member, string value) =>
        member.IsInitOnly
            ? $"{Accessor("Set" + member.Name, type)}({(type.IsValueType ? "ref " : string.Empty)}value, {value});"
            : $"value.{Names.Escape(member.Name)} = {value};";

    // Init-only properties can be set one by one, and required ones later than C# would have it, only past the language's checks.
    private static void EmitAccessors(SourceWriter writer, JsonObjectSpec type)
    {
        const string Attribute = "[global::System.Runtime.CompilerServices.UnsafeAccessor("
            + "global::System.Runtime.CompilerServices.UnsafeAccessorKind.";
        if (type.NeedsAccessor)
        {
            var parameters = string.Join(", ", type.Parameters.Select(static (parameter, index) => $"{parameter.Type} argument{index}"));
            writer.Line().Line($"{Attribute}Constructor)]")
                .Line($"private static extern {type.Type.Name} {Accessor("Create", type)}({parameters});");
        }

        foreach (var member in type.Members.Concat(type.Rest is null ? [] : [type.Rest]).Where(static member => member.IsInitOnly))
        {
            writer.Line().Line($"{Attribute}Method, Name = {Names.Literal("set_" + member.Name)})]").Line(
                $"private static extern void {Accessor("Set" + member.Name, type)}("
                + $"{(type.IsValueType ? "ref " : string.Empty)}{member.Owner} target, "
                + $"{JsonValueReaderEmitter.NameOf(member.Type)} value);");
        }
    }

    private static string Accessor(string name, JsonObjectSpec type) => $"{name}_{Names.Hash(type.Type.Name)}";
}

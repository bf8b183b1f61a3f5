using Compressor.Generators.Json;
using Compressor.Generators.Shared;

namespace Compressor.Generators.JsonEvent;

/// <summary>Writes the members that read a record.</summary>
internal static class JsonEventEmitter
{
    public static string Emit(JsonEventSpec spec)
    {
        var writer = new SourceWriter();
        spec.Target.Open(writer);
        EmitConstructors(writer, spec);
        JsonEntryEmitter.Emit(
            writer, $"{spec.Target.Accessibility} static {spec.Target.FullName} Read", "ReadFrom(ref reader)");
        writer.Line($$"""

            /// <summary>Reads the object that <paramref name="reader"/> stands on, and leaves it behind the object.</summary>
            internal static {{spec.Target.FullName}} ReadFrom({{JsonValueReaderEmitter.Reader}}) => new(ref reader);
            """);
        JsonValueReaderEmitter.EmitMethods(
            writer, spec.Properties.Append(spec.Rest).Where(static property => property is not null).Select(property => property!.Type),
            spec.IgnoreCase);
        return spec.Target.Close(writer);
    }

    private static void EmitConstructors(SourceWriter writer, JsonEventSpec spec)
    {
        if (spec.EmitConstructor)
        {
            writer.Line("/// <summary>Creates a record with the defaults of its properties.</summary>");
            writer.Open($"public {spec.Target.Name}()").Close().Line();
        }

        writer.Line("""
            // A constructor, so that init-only properties can be set one by one and initializers stay in force as defaults.
            // CS8618: that required properties were set is checked at its end.
            #pragma warning disable CS8618
            [global::System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
            """);
        var call = spec.HasPrimaryConstructor ? $" : this({string.Join(", ", spec.ConstructorArguments)})" : string.Empty;
        writer.Open($"private {spec.Target.Name}({JsonValueReaderEmitter.Reader}){call}");
        var required = spec.Properties.Where(static property => property.IsRequired).ToList();
        foreach (var property in required)
        {
            writer.Line($"var {Seen(property)} = false;");
        }

        if (spec.Rest is { } rest)
        {
            writer.Line($"{JsonRestEmitter.TypeOf(rest.Type)}? rest = null;");
        }

        writer.Open("for (var more = reader.StartObject(); more; more = reader.NextProperty())");
        writer.Line("global::System.ReadOnlySpan<byte> name = reader.Name();");
        EmitProperties(writer, spec);
        writer.Close();
        foreach (var property in required)
        {
            writer.Line().Open($"if (!{Seen(property)})")
                .Line($"throw reader.Missing({Names.Literal(property.JsonNames[0])});").Close();
        }

        if (spec.Rest is not null)
        {
            writer.Line().Open("if (rest is not null)").Line($"this.{spec.Rest.Name} = rest;").Close();
        }

        writer.Close().Line("#pragma warning restore CS8618");
    }

    private static void EmitProperties(SourceWriter writer, JsonEventSpec spec) => JsonNameSwitch.Emit(
        writer,
        "name",
        spec.IgnoreCase,
        spec.Properties.SelectMany(property => property.JsonNames.Select(name => (name, (Action)(() =>
        {
            EmitAssignment(writer, property);
            writer.Line("break;");
        })))),
        () => JsonRestEmitter.EmitOther(writer, spec.Rest?.Type));

    private static void EmitAssignment(SourceWriter writer, JsonPropertySpec property)
    {
        var nullLeavesDefault = property.HasDefault && !property.Type.IsNullable;
        if (nullLeavesDefault)
        {
            writer.Open("if (!reader.TryNull())");
        }

        writer.Line($"this.{property.Name} = {JsonValueReaderEmitter.Value(property.Type)};");
        if (property.IsRequired)
        {
            writer.Line($"{Seen(property)} = true;");
        }

        if (nullLeavesDefault)
        {
            writer.Close().Line();
        }
    }

    private static string Seen(JsonPropertySpec property) => "has" + property.Name.TrimStart('@');
}

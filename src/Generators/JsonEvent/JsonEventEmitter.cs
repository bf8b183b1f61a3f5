using Compressor.Generators.Shared;

namespace Compressor.Generators.JsonEvent;

/// <summary>Writes the members that read a record.</summary>
internal static class JsonEventEmitter
{
    public const string Reader = "ref global::System.Text.Json.Utf8JsonReader reader";
    public const string Token = "global::System.Text.Json.JsonTokenType";
    public const string Read = "global::Compressor.Generators.JsonRead";

    public static string Emit(JsonEventSpec spec)
    {
        var writer = new SourceWriter();
        var hides = spec.HidesBaseMembers ? "new " : string.Empty;
        spec.Target.Open(writer);
        EmitConstructors(writer, spec);
        EmitEntry(writer, spec.Target, hides);
        EmitReadFrom(writer, spec.Target, hides);
        JsonValueEmitter.EmitMethods(writer, spec.Properties.Select(static property => property.Type), spec.IgnoreCase);
        return spec.Target.Close(writer);
    }

    private static void EmitEntry(SourceWriter writer, TargetSpec target, string hides) => writer.Line($$"""

        /// <summary>Reads a whole document of UTF-8 JSON.</summary>
        /// <exception cref="global::System.FormatException">
        /// It is malformed, or does not fit: the message has the path, the byte offset, what was expected and what was found.
        /// </exception>
        {{target.Accessibility}} {{hides}}static {{target.FullName}} Read(global::System.ReadOnlySpan<byte> utf8Json)
        {
            var reader = {{Read}}.Start(utf8Json);
            try
            {
                reader.Read();
                var value = ReadFrom(ref reader);
                {{Read}}.End(ref reader);
                return value;
            }
            catch (global::System.Text.Json.JsonException exception)
            {
                throw {{Read}}.Malformed(utf8Json, exception);
            }
            catch (global::Compressor.Generators.JsonEventException exception)
            {
                throw {{Read}}.WithPath(exception, utf8Json);
            }
        }
        """);

    private static void EmitReadFrom(SourceWriter writer, TargetSpec target, string hides) => writer.Line($$"""

        /// <summary>Reads the object that <paramref name="reader"/> stands on, and leaves it on the object's end.</summary>
        internal {{hides}}static {{target.FullName}} ReadFrom({{Reader}})
        {
            {{Read}}.StartObject(ref reader);
            return new {{target.FullName}}(ref reader);
        }
        """);

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
        writer.Open($"private {spec.Target.Name}({Reader}){call}");
        var required = spec.Properties.Where(static property => property.IsRequired).ToList();
        foreach (var property in required)
        {
            writer.Line($"var {Seen(property)} = false;");
        }

        writer.Open($"while (reader.Read() && reader.TokenType != {Token}.EndObject)");
        writer.Line($"global::System.ReadOnlySpan<byte> name = {Read}.Name(ref reader);").Line("reader.Read();");
        EmitProperties(writer, spec);
        writer.Close();
        foreach (var property in required)
        {
            writer.Line().Open($"if (!{Seen(property)})")
                .Line($"throw {Read}.Missing(ref reader, {Names.Literal(property.JsonNames[0])});").Close();
        }

        writer.Close().Line("#pragma warning restore CS8618");
    }

    private static void EmitProperties(SourceWriter writer, JsonEventSpec spec)
    {
        writer.Open("switch (name.Length)");
        var cases = spec.Properties
            .SelectMany(static property => property.JsonNames.Select(name => (Name: name, Property: property)))
            .OrderBy(static entry => JsonValueEmitter.Utf8Length(entry.Name));
        foreach (var (name, property) in cases)
        {
            writer.Line(JsonValueEmitter.Case(name, "name", spec.IgnoreCase)).Indent();
            EmitAssignment(writer, property);
            writer.Line("break;").Outdent();
        }

        writer.Line("default:").Indent().Line("reader.Skip();").Line("break;").Outdent().Close();
    }

    private static void EmitAssignment(SourceWriter writer, JsonPropertySpec property)
    {
        var nullLeavesDefault = property.HasDefault && !property.Type.IsNullable;
        if (nullLeavesDefault)
        {
            writer.Open($"if (reader.TokenType != {Token}.Null)");
        }

        writer.Line($"this.{property.Name} = {JsonValueEmitter.Value(property.Type)};");
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

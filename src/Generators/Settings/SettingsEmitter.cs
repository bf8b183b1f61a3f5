using Compressor.Generators.Shared;

namespace Compressor.Generators.Settings;

/// <summary>Writes the members that bind and describe settings.</summary>
internal static class SettingsEmitter
{
    private const string Configuration = "global::Microsoft.Extensions.Configuration.IConfiguration";
    private const string Support = "global::Compressor.Generators";

    public static string Emit(SettingsSpec spec)
    {
        var writer = new SourceWriter();
        spec.Target.Open(writer);
        EmitConstructors(writer, spec);
        EmitEntries(writer, spec);
        SettingDescriptionEmitter.Emit(writer, spec);
        SettingParseEmitter.EmitMethods(writer, spec);
        return spec.Target.Close(writer);
    }

    private static void EmitConstructors(SourceWriter writer, SettingsSpec spec)
    {
        if (spec.EmitConstructor)
        {
            writer.Line("/// <summary>Creates settings that are all at their defaults.</summary>");
            writer.Open($"public {spec.Target.Name}()").Close().Line();
        }

        var call = spec.HasPrimaryConstructor ? $" : this({string.Join(", ", spec.ConstructorArguments)})" : string.Empty;
        writer.Line("""
            // A constructor, so that init-only properties can be set one by one and initializers stay in force as defaults.
            // CS8618: a required setting that is missing is a problem, and then nobody gets to see this object.
            #pragma warning disable CS8618
            [global::System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
            """);
        writer.Open($"private {spec.Target.Name}({Configuration}? configuration, {Support}.SettingProblems problems){call}");
        writer.Open("if (configuration is null)").Line("// The defaults alone.").Line("return;").Close();
        foreach (var setting in spec.Settings)
        {
            EmitSetting(writer, spec, setting);
        }

        writer.Line().Line("CheckNames(configuration, problems);").Close().Line("#pragma warning restore CS8618").Line();
        SettingNamesEmitter.Emit(writer, spec);
    }

    private static void EmitSetting(SourceWriter writer, SettingsSpec spec, SettingSpec setting)
    {
        var local = char.ToLowerInvariant(setting.Property.TrimStart('@')[0]) + setting.Property.TrimStart('@').Substring(1);
        var text = local + "Text";
        var emptyIsValue = setting is { Type.Kind: SettingKind.String, IsRequired: false, Allowed.Count: 0 };
        var fullName = Names.Literal(spec.Prefix + setting.Name);
        var allowed = Names.Literal(SettingWords.Allowed(setting));

        writer.Line().Open($"if (configuration[{Names.Literal(setting.Name)}] is {(emptyIsValue ? "{ }" : "{ Length: > 0 }")} {text})");
        if (setting is { Type.Kind: SettingKind.String, Allowed.Count: 0 })
        {
            writer.Line($"this.{setting.Property} = {text};");
        }
        else
        {
            writer.Open($"if ({SettingParseEmitter.Condition(setting, text, local + "Value")})")
                .Line($"this.{setting.Property} = {local}Value;").Close()
                .Open("else").Line($"problems.Add({fullName}, {text}, {allowed});").Close();
        }

        writer.Close();
        if (setting.IsRequired)
        {
            writer.Open("else").Line($"problems.AddMissing({fullName}, {allowed});").Close();
        }
    }

    private static void EmitEntries(SourceWriter writer, SettingsSpec spec) => writer.Line($$"""
        /// <summary>Binds what <c>AddEnvironmentVariables({{Names.Literal(spec.Prefix).Replace("<", "&lt;")}})</c> read.</summary>
        /// <exception cref="global::System.FormatException">Something is wrong: the message has a line for each problem.</exception>
        {{spec.Target.Accessibility}} static {{spec.Target.FullName}} Bind({{Configuration}} configuration) =>
            TryBind(configuration, out var settings, out var problems) ? settings : throw new {{Support}}.SettingsException(problems);

        /// <summary>Binds what can be bound, and says what is wrong with the rest.</summary>
        internal static bool TryBind(
            {{Configuration}} configuration,
            out {{spec.Target.FullName}} settings,
            out global::System.Collections.Generic.IReadOnlyList<{{Support}}.SettingProblem> problems)
        {
            var found = new {{Support}}.SettingProblems();
            settings = new {{spec.Target.FullName}}(configuration, found);
            settings.Validate(found);
            problems = found.Found ?? [];
            return problems.Count == 0;
        }

        /// <summary>A rule over several settings: implement it where there is one.</summary>
        partial void Validate({{Support}}.SettingProblems problems);
        """);
}

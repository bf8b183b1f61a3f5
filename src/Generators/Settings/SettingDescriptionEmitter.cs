using Compressor.Generators.Shared;

namespace Compressor.Generators.Settings;

/// <summary>Writes what describes the settings. Defaults are read from the record itself, so that they cannot drift.</summary>
internal static class SettingDescriptionEmitter
{
    private const string Description = "global::Compressor.Generators.SettingDescription";
    private const string Value = "global::Compressor.Generators.SettingValue";

    public static void Emit(SourceWriter writer, SettingsSpec spec)
    {
        writer.Line().Line("/// <summary>What there is to know about each setting, in order of declaration.</summary>");
        writer.Open($"internal static global::System.Collections.Generic.IReadOnlyList<{Description}> Descriptions");
        writer.Open("get");
        writer.Line($"var defaults = new {spec.Target.FullName}(null, new global::Compressor.Generators.SettingProblems());");
        writer.Line("return").Line("[").Indent();
        foreach (var setting in spec.Settings)
        {
            EmitDescription(writer, spec.Prefix, setting);
        }

        writer.Outdent().Line("];").Close().Close();
    }

    private static void EmitDescription(SourceWriter writer, string prefix, SettingSpec setting) => writer.Line($"""
        new {Description}(
            {Names.Literal(prefix + setting.Name)},
            {Names.Literal(SettingWords.Type(setting.Type))},
            {Default(setting)},
            {(setting.IsRequired ? "true" : "false")},
            {Names.Literal(SettingWords.Allowed(setting))},
            [{string.Join(", ", Values(setting).Select(Names.Literal))}],
            {Names.Literal(setting.Summary)}),
        """);

    private static string Default(SettingSpec setting)
    {
        if (setting.IsRequired)
        {
            return "null";
        }

        var value = $"defaults.{setting.Property}";
        if (!setting.Type.IsNullable)
        {
            return Write(setting.Type, value, SettingParseEmitter.Plain(setting));
        }

        var local = "default" + SettingParseEmitter.Plain(setting);
        return $"{value} is {{ }} {local} ? {Write(setting.Type, local, SettingParseEmitter.Plain(setting))} : null";
    }

    private static string Write(SettingTypeSpec type, string value, string name) => type.Kind switch
    {
        SettingKind.Enum => $"Write{name}({value})",
        SettingKind.List =>
            $"string.Join(',', global::System.Linq.Enumerable.Select({value}, static item => "
                + $"{Write(type.Element!, "item", name + "Item")}))",
        _ => $"{Value}.Write({value})",
    };

    private static IEnumerable<string> Values(SettingSpec setting) => setting.Type.Kind switch
    {
        SettingKind.Enum => setting.Type.Members.Select(static member => member.Value),
        SettingKind.Boolean => ["true", "false"],
        _ => setting.Allowed,
    };
}

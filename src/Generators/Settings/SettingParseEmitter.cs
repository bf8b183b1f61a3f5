using Compressor.Generators.Shared;

namespace Compressor.Generators.Settings;

/// <summary>Writes what turns the text of a setting into its value.</summary>
internal static class SettingParseEmitter
{
    private const string Value = "global::Compressor.Generators.SettingValue";

    /// <summary>A condition that holds where <paramref name="text"/> is a value of the setting, which it declares.</summary>
    public static string Condition(SettingSpec setting, string text, string value)
    {
        var condition = setting.Type.Kind switch
        {
            SettingKind.String => $"{Value}.Match({text}, [{string.Join(", ", setting.Allowed.Select(Names.Literal))}]) is {{ }} {value}",
            SettingKind.Enum or SettingKind.List => $"TryParse{Plain(setting)}({text}, out var {value})",
            _ => $"{Value}.TryParse({text}, out {setting.Type.Name} {value})",
        };
        return setting.Range is null
            ? condition
            : $"{condition} && {value} >= {setting.Range.Minimum} && {value} <= {setting.Range.Maximum}";
    }

    /// <summary>Writes a method for each enum and list.</summary>
    public static void EmitMethods(SourceWriter writer, SettingsSpec spec)
    {
        foreach (var setting in spec.Settings)
        {
            if (setting.Type.Kind == SettingKind.Enum)
            {
                EmitEnum(writer, setting.Type, Plain(setting));
            }
            else if (setting.Type.Kind == SettingKind.List)
            {
                EmitList(writer, setting.Type, Plain(setting));
            }
        }
    }

    private static void EmitEnum(SourceWriter writer, SettingTypeSpec type, string name)
    {
        writer.Line().Open($"private static bool TryParse{name}(string text, out {type.Name} value)");
        foreach (var member in type.Members)
        {
            writer.Open($"if (text.Equals({Names.Literal(member.Value)}, global::System.StringComparison.OrdinalIgnoreCase))")
                .Line($"value = {type.Name}.{member.Name};").Line("return true;").Close().Line();
        }

        writer.Line("value = default;").Line("return false;").Close();

        writer.Line().Open($"private static string Write{name}({type.Name} value) => value switch");
        foreach (var member in type.Members)
        {
            writer.Line($"{type.Name}.{member.Name} => {Names.Literal(member.Value)},");
        }

        writer.Line("_ => string.Empty,").Close(";");
    }

    private static void EmitList(SourceWriter writer, SettingTypeSpec type, string name)
    {
        var element = type.Element!;
        var item = element.Kind switch
        {
            SettingKind.String => null,
            SettingKind.Enum => $"TryParse{name}Item(parts[i], out items[i])",
            _ => $"{Value}.TryParse(parts[i], out items[i])",
        };
        writer.Line().Open($"private static bool TryParse{name}(string text, out {element.Name}[] items)");
        writer.Line(
            "const global::System.StringSplitOptions options = global::System.StringSplitOptions.TrimEntries | "
                + "global::System.StringSplitOptions.RemoveEmptyEntries;");
        writer.Line("var parts = text.Split(',', options);");
        if (item is null)
        {
            writer.Line("items = parts;");
        }
        else
        {
            writer.Line($"items = new {element.Name}[parts.Length];")
                .Open("for (var i = 0; i < parts.Length; i++)")
                .Open($"if (!{item})").Line("return false;").Close().Close();
        }

        writer.Line("return true;").Close();
        if (element.Kind == SettingKind.Enum)
        {
            EmitEnum(writer, element, name + "Item");
        }
    }

    /// <summary>The property's name as a part of others.</summary>
    public static string Plain(SettingSpec setting) => setting.Property.TrimStart('@');
}

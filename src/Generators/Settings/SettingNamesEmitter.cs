using Compressor.Generators.Shared;

namespace Compressor.Generators.Settings;

/// <summary>
/// Writes the check of names: a name of no setting is a problem, since a misspelt one must not silently leave a default in force.
/// </summary>
internal static class SettingNamesEmitter
{
    private const string Configuration = "global::Microsoft.Extensions.Configuration";
    private const string Problems = "global::Compressor.Generators.SettingProblems";

    public static void Emit(SourceWriter writer, SettingsSpec spec)
    {
        EmitNames(writer, spec);
        EmitCheckNames(writer, spec);
        EmitCheckName(writer, spec);
        if (spec.HasProviders)
        {
            writer.Line($$"""
                // Protected, but public API all the same. The public way to the names, GetChildKeys, sorts them first, which
                // takes longer than all of the binding.
                [global::System.Runtime.CompilerServices.UnsafeAccessor(
                    global::System.Runtime.CompilerServices.UnsafeAccessorKind.Method, Name = "get_Data")]
                private static extern global::System.Collections.Generic.IDictionary<string, string?> DataOf(
                    {{Configuration}}.ConfigurationProvider provider);

                """);
        }
    }

    private static void EmitNames(SourceWriter writer, SettingsSpec spec)
    {
        writer.Line("private static readonly string[] settingNames =").Line("[").Indent();
        foreach (var setting in spec.Settings)
        {
            writer.Line(Names.Literal(setting.Name) + ",");
        }

        writer.Outdent().Line("];").Line();
    }

    private static void EmitCheckNames(SourceWriter writer, SettingsSpec spec)
    {
        writer.Open($"private static void CheckNames({Configuration}.IConfiguration configuration, {Problems} problems)");
        if (spec.HasProviders)
        {
            writer.Open($"if (configuration is {Configuration}.IConfigurationRoot root)").Open("foreach (var provider in root.Providers)");
            writer.Open(
                $"foreach (var name in provider is {Configuration}.ConfigurationProvider known ? DataOf(known).Keys : "
                    + $"provider.GetChildKeys([], null))")
                .Line("CheckName(name, configuration, problems);").Close().Close();
            writer.Line().Line("return;").Close().Line();
        }

        writer.Open("foreach (var child in configuration.GetChildren())").Line("CheckName(child.Key, configuration, problems);").Close();
        writer.Close().Line();
    }

    private static void EmitCheckName(SourceWriter writer, SettingsSpec spec)
    {
        writer.Open($"private static void CheckName(string key, {Configuration}.IConfiguration configuration, {Problems} problems)");
        writer.Line("// What follows a colon is a key inside the setting's section.");
        writer.Line("var colon = key.IndexOf(':');").Line("var name = colon < 0 ? key : key[..colon];");
        writer.Open("var isSetting = name.Length switch");
        foreach (var group in spec.Settings.GroupBy(static setting => setting.Name.Length).OrderBy(static group => group.Key))
        {
            var equals = group.Select(
                static setting => $"name.Equals({Names.Literal(setting.Name)}, global::System.StringComparison.OrdinalIgnoreCase)");
            writer.Line($"{group.Key} => {string.Join(" || ", equals)},");
        }

        writer.Line("_ => false,").Close(";").Open("if (!isSetting)")
            .Line($"problems.AddUnknown({Names.Literal(spec.Prefix)}, name, configuration[name], settingNames);").Close().Close().Line();
    }
}

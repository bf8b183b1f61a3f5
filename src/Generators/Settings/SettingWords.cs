using Compressor.Generators.Shared;

namespace Compressor.Generators.Settings;

/// <summary>Says in words what a setting may be: the same in errors and in documentation.</summary>
internal static class SettingWords
{
    /// <summary>What completes "must be …".</summary>
    public static string Allowed(SettingSpec setting) => Allowed(setting.Type, setting.Range, setting.Allowed, setting.IsRequired);

    /// <summary>A word or two for the kind of value.</summary>
    public static string Type(SettingTypeSpec type) => type.Kind switch
    {
        SettingKind.String => "text",
        SettingKind.Boolean => "true or false",
        SettingKind.Integer => "integer",
        SettingKind.Number => "number",
        SettingKind.Enum => "one of",
        SettingKind.Duration => "duration",
        SettingKind.Size => "size",
        _ => "list",
    };

    private static string Allowed(SettingTypeSpec type, SettingRangeSpec? range, EquatableArray<string> allowed, bool isRequired)
    {
        var between = range is null ? string.Empty : $" from {range.MinimumText} to {range.MaximumText}";
        return type.Kind switch
        {
            SettingKind.String when allowed.Count > 0 => "one of " + string.Join(", ", allowed),
            SettingKind.String => isRequired ? "text that is not empty" : "any text",
            SettingKind.Boolean => "true or false",
            SettingKind.Integer => "an integer" + (range is null ? $" from {type.Minimum} to {type.Maximum}" : between),
            SettingKind.Number => "a number" + between,
            SettingKind.Enum => "one of " + string.Join(", ", type.Members.Select(static member => member.Value)),
            SettingKind.Duration => "a duration such as 500ms, 30s, 5m or 1h30m" + (range is null ? string.Empty : "," + between),
            SettingKind.Size =>
                "a size such as 50MB (50,000,000 bytes) or 50MiB (52,428,800 bytes)" + (range is null ? string.Empty : "," + between),
            _ => $"a list separated by commas, of which each is {Allowed(type.Element!, null, EquatableArray<string>.Empty, false)}",
        };
    }
}

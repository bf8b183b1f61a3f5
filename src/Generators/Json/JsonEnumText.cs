using Compressor.Generators.Shared;

namespace Compressor.Generators.Json;

/// <summary>Writes the expression that names an enum's member.</summary>
internal static class JsonEnumText
{
    /// <summary>A value that no member has is written as <c>unknown</c>.</summary>
    public static string Name(JsonTypeSpec type, string value)
    {
        var arms = type.Members.Where(static member => member.IsFirstOfValue)
            .Select(member => $"{type.Name}.{member.Name} => {Names.Literal(member.JsonNames[0])}, ");
        return $"{value} switch {{ {string.Concat(arms)}_ => \"unknown\" }}";
    }
}

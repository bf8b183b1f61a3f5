using Compressor.Generators.Configuration;
using Compressor.Generators.EventJson;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.LogSampling;

/// <summary>Tells how an argument is written.</summary>
internal static class LogParameterParser
{
    /// <summary>Returns null where no argument of the parameter's type is written.</summary>
    public static LogParameterSpec? Parse(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        var isNullableValue = false;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
            isNullableValue = true;
        }

        return Kind(type) is { } kind
            ? new LogParameterSpec(
                Names.Escape(parameter.Name),
                parameter.Type.ToDisplayString(Names.Full),
                JsonNames.Of(parameter, parameter.Name)[0],
                kind,
                isNullableValue,
                kind == LogValueKind.Enum ? Members((INamedTypeSymbol)type) : EquatableArray<LogMemberSpec>.Empty)
            : null;
    }

    private static EquatableArray<LogMemberSpec> Members(INamedTypeSymbol type)
    {
        // Two names for one value would be the same switch arm twice.
        var seen = new HashSet<object>();
        return type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue && seen.Add(field.ConstantValue!))
            .Select(field => new LogMemberSpec($"{type.ToDisplayString(Names.Full)}.{Names.Escape(field.Name)}", JsonNames.Of(field, field.Name)[0]))
            .ToEquatableArray();
    }

    private static LogValueKind? Kind(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            return LogValueKind.Enum;
        }

        if (type.SpecialType is SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_DateTime
            or (>= SpecialType.System_SByte and <= SpecialType.System_Double))
        {
            return LogValueKind.Plain;
        }

        return type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Names.Full) switch
        {
            "global::System.DateTimeOffset" or "global::System.Guid" or "global::System.TimeSpan" => LogValueKind.Plain,
            "global::System.Uri" => LogValueKind.Uri,
            SettingTypeParser.SizeType => LogValueKind.Size,
            _ => IsException(type) ? LogValueKind.Plain : null,
        };
    }

    private static bool IsException(ITypeSymbol type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (level.ToDisplayString() is "System.Exception" or "System.Exception?")
            {
                return true;
            }
        }

        return false;
    }
}

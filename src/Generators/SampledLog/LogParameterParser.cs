using Compressor.Generators.Json;
using Compressor.Generators.JsonLine;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.SampledLog;

/// <summary>Tells how an argument is written.</summary>
internal static class LogParameterParser
{
    /// <summary>Returns null where no argument of the parameter's type is written.</summary>
    public static LogParameterSpec? Parse(IParameterSymbol parameter)
    {
        var isException = IsException(parameter.Type);
        var value = isException
            ? null
            : JsonTypeParser.Parse(
                parameter.Type,
                new JsonTypeRules(parameter.ContainingAssembly, type => JsonLineParser.IsTarget(type, parameter), IsWritten: true));
        return isException || value is not null
            ? new LogParameterSpec(
                Names.Escape(parameter.Name),
                parameter.Type.ToDisplayString(Names.Full),
                JsonNames.Read(parameter, parameter.Name)[0],
                parameter.IsParams,
                value)
            : null;
    }

    private static bool IsException(ITypeSymbol type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (level is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }
}

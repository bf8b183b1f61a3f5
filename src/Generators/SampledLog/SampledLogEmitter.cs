using System.Text;
using Compressor.Generators.Json;
using Compressor.Generators.Shared;

namespace Compressor.Generators.SampledLog;

/// <summary>Writes the bodies of a class's log methods.</summary>
internal static class SampledLogEmitter
{
    public static string Emit(SampledLogSpec spec)
    {
        var writer = new SourceWriter();
        spec.Target.Open(writer);
        for (var i = 0; i < spec.Methods.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            EmitMethod(writer, spec.Methods[i]);
        }

        return spec.Target.Close(writer);
    }

    private static void EmitMethod(SourceWriter writer, LogMethodSpec method)
    {
        var parameters = string.Join(", ", method.Parameters.Select(static parameter => $"{parameter.Type} {parameter.Name}"));
        var level = $"global::Compressor.Generators.LogLevel.{method.Level}" + (method.Rate.Length > 0 ? ", " + method.Rate : string.Empty);
        var (line, json) = (Local("line", method), Local("json", method));
        writer.Open($"{method.Modifiers} partial void {method.Name}({Declared(method)})");
        var (log, write) = (Local("log", method), Local("write", method));
        var arguments = string.Concat(method.Parameters.Select(static parameter => $", {parameter.Name}"));

        // In two parts, so that the check can be inlined where the method is called.
        writer.Open($"if ({method.Writer}.IsEnabled({level}))").Line($"{write}({method.Writer}{arguments});").Close().Line();
        writer.Open(
            $"static void {write}(global::Compressor.Generators.SampledLogWriter "
                + $"{log}{(parameters.Length > 0 ? ", " : string.Empty)}{parameters})");
        writer.Line($"using var {line} = {log}.Start({level});").Line($"var {json} = {line}.Buffer;");

        // Text between arguments is joined here, so that each piece is one copy at run time.
        var pending = new StringBuilder();
        foreach (var part in method.Message)
        {
            if (part.IsArgument)
            {
                Flush(writer, pending, json);
                EmitText(writer, method.Parameters.First(parameter => parameter.Name.TrimStart('@') == part.Text), json);
            }
            else
            {
                pending.Append(JsonText.Escape(part.Text));
            }
        }

        pending.Append('"');
        foreach (var parameter in method.Parameters)
        {
            pending.Append(",\"").Append(JsonText.Escape(parameter.JsonName)).Append("\":");
            Flush(writer, pending, json);
            EmitValue(writer, parameter, json);
        }

        Flush(writer, pending, json);
        writer.Line($"{line}.Write();").Close().Close();
    }

    private static string Declared(LogMethodSpec method) =>
        string.Join(
            ", ",
            method.Parameters.Select(
                static parameter => $"{(parameter.IsParams ? "params " : string.Empty)}{parameter.Type} {parameter.Name}"));

    private static string Local(string name, LogMethodSpec method)
    {
        while (method.Parameters.Any(parameter => parameter.Name == name))
        {
            name += "_";
        }

        return name;
    }

    private static void Flush(SourceWriter writer, StringBuilder pending, string json)
    {
        if (pending.Length > 0)
        {
            writer.Line($"{json}.Raw({Names.Utf8Literal(pending.ToString())});");
            pending.Clear();
        }
    }

    private static void EmitValue(SourceWriter writer, LogParameterSpec parameter, string json)
    {
        if (parameter.Value is null)
        {
            writer.Line($"{json}.Value({parameter.Name});");
        }
        else
        {
            JsonValueWriterEmitter.Emit(writer, json, parameter.Value, parameter.Name, parameter.Name);
        }
    }

    private static void EmitText(SourceWriter writer, LogParameterSpec parameter, string json)
    {
        var isNullableValue = parameter.Value is { IsNullable: true, Shape: not (JsonShape.String or JsonShape.Uri) };
        if (!isNullableValue)
        {
            writer.Line($"{json}.Text({Text(parameter, parameter.Name)});");
            return;
        }

        writer.Open($"if ({parameter.Name} is null)").Line($"{json}.Raw(\"null\"u8);").Close()
            .Open("else").Line($"{json}.Text({Text(parameter, parameter.Name + ".Value")});").Close();
    }

    private static string Text(LogParameterSpec parameter, string value) => parameter.Value?.Shape switch
    {
        JsonShape.Size => value + ".Bytes",
        JsonShape.Uri => value + "?.OriginalString",
        JsonShape.Enum => JsonEnumText.Name(parameter.Value, value),
        _ => value,
    };
}

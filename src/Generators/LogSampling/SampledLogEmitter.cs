using System.Text;
using Compressor.Generators.Shared;

namespace Compressor.Generators.LogSampling;

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
        writer.Open($"{method.Modifiers} partial void {method.Name}({parameters})");
        writer.Open($"if (!{method.Writer}.IsEnabled({level}))").Line("return;").Close().Line();
        writer.Line($"using var line = {method.Writer}.Start({level});").Line("var json = line.Buffer;");

        // Text between arguments is joined here, so that each piece is one copy at run time.
        var pending = new StringBuilder();
        foreach (var part in method.Message)
        {
            if (part.IsArgument)
            {
                Flush(writer, pending);
                EmitValue(writer, method.Parameters.First(parameter => parameter.Name.TrimStart('@') == part.Text), "Text");
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
            Flush(writer, pending);
            EmitValue(writer, parameter, "Value");
        }

        Flush(writer, pending);
        writer.Line("line.Write();").Close();
    }

    private static void Flush(SourceWriter writer, StringBuilder pending)
    {
        if (pending.Length > 0)
        {
            writer.Line($"json.Raw({Names.Utf8Literal(pending.ToString())});");
            pending.Clear();
        }
    }

    private static void EmitValue(SourceWriter writer, LogParameterSpec parameter, string method)
    {
        if (!parameter.IsNullableValue)
        {
            writer.Line($"json.{method}({Expression(parameter, parameter.Name)});");
            return;
        }

        writer.Open($"if ({parameter.Name} is null)").Line("json.Raw(\"null\"u8);").Close()
            .Open("else").Line($"json.{method}({Expression(parameter, parameter.Name + ".Value")});").Close();
    }

    private static string Expression(LogParameterSpec parameter, string value) => parameter.Kind switch
    {
        LogValueKind.Size => value + ".Bytes",
        LogValueKind.Uri => value + "?.OriginalString",
        LogValueKind.Enum => $"{value} switch {{ {string.Concat(parameter.Members.Select(static member => $"{member.FullName} => {Names.Literal(member.JsonName)}, "))}_ => \"unknown\" }}",
        _ => value,
    };
}

using Compressor.Generators.Json;
using Compressor.Generators.Json.Objects;
using Compressor.Generators.Shared;

namespace Compressor.Generators.LambdaJsonSerializer;

/// <summary>
/// Writes the two methods of <c>ILambdaSerializer</c>. Which type is asked for is known to the compiler, so no test is left.
/// </summary>
internal static class LambdaJsonSerializerEmitter
{
    private const string Support = "global::" + SupportSource.Namespace;

    public static string Emit(LambdaJsonSerializerSpec spec)
    {
        var writer = new SourceWriter();
        var target = spec.Target with { Declaration = spec.Target.Declaration + " : global::Amazon.Lambda.Core.ILambdaSerializer" };
        target.Open(writer);
        writer.Line("""
            /// <summary>Reads what the function is invoked with.</summary>
            /// <exception cref="global::System.FormatException">It is malformed, or does not fit.</exception>
            /// <exception cref="global::System.NotSupportedException">The type is not listed.</exception>
            """);
        writer.Open("public T Deserialize<T>(global::System.IO.Stream requestStream)")
            .Line($"var payload = {Support}.LambdaPayload.Read(requestStream, out var length);")
            .Open("try").Line("var utf8Json = new global::System.ReadOnlySpan<byte>(payload, 0, length);");
        EmitChoice(writer, spec.Reads, static root => $"return (T)(object)Read{root.Type.Label}(utf8Json);");
        writer.Close().Open("finally").Line("global::System.Buffers.ArrayPool<byte>.Shared.Return(payload);").Close().Close();

        writer.Line().Line("""
            /// <summary>Writes what the function returns.</summary>
            /// <exception cref="global::System.NotSupportedException">The type is not listed.</exception>
            """);
        writer.Open("public void Serialize<T>(T response, global::System.IO.Stream responseStream)")
            .Line($"var json = {Support}.JsonLineBuffer.Rent();").Open("try");
        EmitChoice(
            writer,
            spec.Writes,
            static root => $"Write(json, ({JsonValueReaderEmitter.NameOf(root.Type)})(object)response!);\n"
                + "responseStream.Write(json.Written);\nreturn;");
        writer.Close().Open("finally").Line("json.Return();").Close().Close();
        return target.Close(writer);
    }

    private static void EmitChoice(SourceWriter writer, EquatableArray<JsonRootSpec> roots, Func<JsonRootSpec, string> emit)
    {
        foreach (var root in roots)
        {
            writer.Open($"if (typeof(T) == typeof({root.Type.Name}))").Line(emit(root)).Close().Line();
        }

        writer.Line($"throw {Support}.LambdaPayload.NotListed(typeof(T), GetType());");
    }
}

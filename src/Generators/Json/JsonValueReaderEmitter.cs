using Compressor.Generators.Shared;

namespace Compressor.Generators.Json;

/// <summary>Writes the expressions that read values, and the methods that read enums and collections.</summary>
internal static class JsonValueReaderEmitter
{
    public const string Reader = "ref global::" + SupportSource.Namespace + ".JsonScanner reader";

    /// <summary>An expression that reads a value of the type.</summary>
    public static string Value(JsonTypeSpec type)
    {
        var value = type.Shape switch
        {
            JsonShape.Record when !type.IsForeign => $"{type.Name}.ReadFrom(ref reader)",
            JsonShape.UnixSeconds or JsonShape.UnixMilliseconds when type.Name == "global::System.DateTime" =>
                $"reader.{type.Shape}().UtcDateTime",
            _ when HasMethod(type.Shape) || type.Shape == JsonShape.Record => $"{Method(type)}(ref reader)",
            JsonShape.String when type.IsLenient => "reader.StringOrScalar()",
            (>= JsonShape.Boolean and <= JsonShape.Decimal) when type.IsLenient => $"reader.{type.Shape}(quoted: true)",
            _ => $"reader.{type.Shape}()",
        };
        if (type is { Shape: JsonShape.Base64, IsNullable: false } && type.Name != "byte[]")
        {
            // A view of no bytes is as good as none.
            return $"reader.TryNull() ? default({type.Name}) : {value}";
        }

        return type.IsNullable ? $"reader.TryNull() ? default({type.Name}?) : {value}" : value;
    }

    /// <summary>The type as a variable's, with its nullable mark.</summary>
    public static string NameOf(JsonTypeSpec type) => type.IsNullable ? type.Name + "?" : type.Name;

    /// <summary>What the method is called that reads a type.</summary>
    /// <remarks>The name alone may be shared by two types; their full names then differ, and so do the hashes of those.</remarks>
    public static string Method(JsonTypeSpec type) => $"Read{type.Label}_{Names.Hash(type.Name)}";

    /// <summary>Writes a method for each enum and collection among the types, however deep.</summary>
    public static void EmitMethods(SourceWriter writer, IEnumerable<JsonTypeSpec> types, bool ignoreCase)
    {
        var distinct = new Dictionary<string, JsonTypeSpec>(StringComparer.Ordinal);
        foreach (var type in types)
        {
            Collect(type, distinct);
        }

        foreach (var type in distinct.Values)
        {
            if (type.Shape == JsonShape.Enum)
            {
                JsonEnumReaderEmitter.Emit(writer, type, ignoreCase);
                continue;
            }

            writer.Line().Open($"private static {type.Name} {Method(type)}({Reader})");
            if (type.Shape == JsonShape.Dictionary)
            {
                EmitDictionary(writer, type);
            }
            else
            {
                EmitCollection(writer, type);
            }

            writer.Close();
        }
    }

    private static bool HasMethod(JsonShape shape) => shape is JsonShape.Enum or (>= JsonShape.Array and <= JsonShape.Dictionary);

    private static void Collect(JsonTypeSpec type, Dictionary<string, JsonTypeSpec> distinct)
    {
        foreach (var inner in new[] { type.Key, type.Element }.Where(static inner => inner is not null))
        {
            Collect(inner!, distinct);
        }

        if (HasMethod(type.Shape))
        {
            distinct[Method(type)] = type with { IsNullable = false };
        }
    }

    private static void EmitCollection(SourceWriter writer, JsonTypeSpec type)
    {
        var element = type.Element!;
        writer.Line($"var items = default(global::Compressor.Generators.JsonItems<{NameOf(element)}>);");
        if (type.IsLenient)
        {
            writer.Open("if (!reader.IsArray)").Line($"items.Add({Value(element)});").Line($"return items.{Finish(type.Shape)}();").Close();
            writer.Line();
        }

        writer.Open("for (var more = reader.StartArray(); more; more = reader.NextItem())")
            .Line($"items.Add({Value(element)});").Close().Line().Line($"return items.{Finish(type.Shape)}();");
    }

    private static string Finish(JsonShape shape) => shape switch
    {
        JsonShape.List => "ToList",
        JsonShape.Set => "ToSet",
        JsonShape.ImmutableArray => "ToImmutableArray",
        _ => "ToArray",
    };

    private static void EmitDictionary(SourceWriter writer, JsonTypeSpec type)
    {
        var (key, element) = (type.Key!, type.Element!);
        var comparer = key.Shape == JsonShape.String ? "global::System.StringComparer.Ordinal" : string.Empty;
        writer.Line($"var items = new global::System.Collections.Generic.Dictionary<{key.Name}, {NameOf(element)}>({comparer});")
            .Open("for (var more = reader.StartObject(); more; more = reader.NextProperty())")
            .Line($"var key = {Key(key)};").Line($"items[key] = {Value(element)};").Close().Line().Line("return items;");
    }

    private static string Key(JsonTypeSpec key) => key.Shape switch
    {
        JsonShape.String => "reader.Key()",
        JsonShape.Guid => "reader.GuidKey()",
        JsonShape.Enum => JsonEnumReaderEmitter.Key(key),
        _ => $"reader.IntegerKey<{key.Name}>()",
    };
}

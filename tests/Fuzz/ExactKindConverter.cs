using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compressor.Fuzz;

/// <summary>Names of enums in their exact case, as the generated reader has it; JsonStringEnumConverter takes any case.</summary>
internal sealed class ExactKindConverter : JsonConverter<FuzzKind>
{
    public override FuzzKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? reader.GetString() : null) switch
        {
            nameof(FuzzKind.None) => FuzzKind.None,
            nameof(FuzzKind.Some) => FuzzKind.Some,
            nameof(FuzzKind.All) => FuzzKind.All,
            _ => throw new JsonException(),
        };

    public override void Write(Utf8JsonWriter writer, FuzzKind value, JsonSerializerOptions options) => throw new NotSupportedException();
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Compressor.Generators.Tests.JsonEvent;

/// <summary>Names of enums in their exact case, as the generated reader has it; JsonStringEnumConverter takes any case.</summary>
internal sealed class ExactKindConverter : JsonConverter<AgreedKind>
{
    public override AgreedKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? reader.GetString() : null) switch
        {
            nameof(AgreedKind.None) => AgreedKind.None,
            nameof(AgreedKind.Some) => AgreedKind.Some,
            nameof(AgreedKind.All) => AgreedKind.All,
            _ => throw new JsonException(),
        };

    public override void Write(Utf8JsonWriter writer, AgreedKind value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

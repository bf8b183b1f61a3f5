using Compressor.Generators.Json.Objects;
using Compressor.Generators.Shared;

namespace Compressor.Generators.LambdaJsonSerializer;

/// <summary>A class that is to be an <c>ILambdaSerializer</c>.</summary>
/// <param name="Target">The class.</param>
/// <param name="Reads">The types that it reads.</param>
/// <param name="Writes">The types that it writes.</param>
internal sealed record LambdaJsonSerializerSpec(
    TargetSpec Target, EquatableArray<JsonRootSpec> Reads, EquatableArray<JsonRootSpec> Writes);

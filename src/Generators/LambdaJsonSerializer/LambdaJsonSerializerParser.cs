using System.Collections.Immutable;
using Compressor.Generators.Json;
using Compressor.Generators.Json.Objects;
using Compressor.Generators.JsonEvent;
using Compressor.Generators.JsonLine;
using Compressor.Generators.JsonReader;
using Compressor.Generators.JsonWriter;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compressor.Generators.LambdaJsonSerializer;

/// <summary>Reads a class that is marked with <c>[LambdaJsonSerializer]</c>.</summary>
internal static class LambdaJsonSerializerParser
{
    private const string Interface = "Amazon.Lambda.Core.ILambdaSerializer";

    public static Parsed<LambdaJsonSerializerSpec> Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var location = ((TypeDeclarationSyntax)context.TargetNode).Identifier.GetLocation();
        var target = TargetParser.Parse(type, location, mustBeRecord: false, diagnostics);
        var compilation = context.SemanticModel.Compilation;
        if (compilation.GetTypeByMetadataName(Interface) is null)
        {
            diagnostics.Report(DiagnosticDescriptors.NoLambdaCore, location, type.Name);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var reads = JsonNames.Find(type, JsonReaderGenerator.AttributeName) is { } reader
            ? JsonTypesParser.Roots(compilation, type, reader, JsonEventParser.IsTarget, isWritten: false)
            : EquatableArray<JsonRootSpec>.Empty;
        var writes = JsonNames.Find(type, JsonWriterGenerator.AttributeName) is { } writer
            ? JsonTypesParser.Roots(compilation, type, writer, JsonLineParser.IsTarget, isWritten: true)
            : EquatableArray<JsonRootSpec>.Empty;
        if (reads.Count + writes.Count == 0)
        {
            diagnostics.Report(DiagnosticDescriptors.NothingToSerialize, location, type.Name);
        }

        return new Parsed<LambdaJsonSerializerSpec>(
            diagnostics.Count > 0 || target is null ? null : new LambdaJsonSerializerSpec(target, reads, writes),
            diagnostics.ToImmutable());
    }
}

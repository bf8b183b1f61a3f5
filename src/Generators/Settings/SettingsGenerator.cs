using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compressor.Generators.Settings;

/// <summary>Writes the binding of configuration for partial records marked with <c>[Settings]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SettingsGenerator : IIncrementalGenerator
{
    /// <summary>The attribute that marks a record.</summary>
    public const string AttributeName = SupportSource.Namespace + ".SettingsAttribute";

    /// <summary>The step whose outputs are specs.</summary>
    public const string SpecStep = "Settings.Spec";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output =>
        {
            output.AddEmbeddedAttributeDefinition();
            SupportSource.Add(
                output, "SettingsAttributes", "SettingsException", "SettingProblems", "SettingDescription", "SettingValue", "ByteSize");
        });

        var parsed = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeName,
            static (node, _) => node is TypeDeclarationSyntax,
            static (attribute, cancellationToken) => SettingsParser.Parse(attribute, cancellationToken));

        context.RegisterSourceOutput(
            parsed.Specs(SpecStep),
            static (output, spec) => output.AddSource(spec.Target.HintName + ".Settings.g.cs", SettingsEmitter.Emit(spec)));
        context.ReportDiagnostics(parsed);
    }
}

using System.Collections.Immutable;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compressor.Generators.SampledLog;

/// <summary>Writes the bodies of partial methods marked with <c>[SampledLog]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SampledLogGenerator : IIncrementalGenerator
{
    /// <summary>The attribute that marks a method.</summary>
    public const string AttributeName = SupportSource.Namespace + ".SampledLogAttribute";

    /// <summary>The step whose outputs are methods.</summary>
    public const string MethodStep = "SampledLog.Method";

    /// <summary>The step whose outputs are classes: the methods put together.</summary>
    public const string SpecStep = "SampledLog.Spec";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(static output =>
        {
            output.AddEmbeddedAttributeDefinition();
            SupportSource.Add(
                output, "SampledLogAttribute", "SampledLogWriter", "SampledLine", "RequestSampling", "JsonLineLog");
        });

        var parsed = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeName,
            static (node, _) => node is MethodDeclarationSyntax,
            new ParsedTargets<LogMethodInClassSpec>(SampledLogParser.Parse).Get);

        var classes = parsed.Specs(MethodStep).Collect()
            .SelectMany(static (methods, _) => Group(methods))
            .WithTrackingName(SpecStep);
        context.RegisterSourceOutput(
            classes,
            static (output, spec) => output.AddSource(spec.Target.HintName + ".SampledLog.g.cs", SampledLogEmitter.Emit(spec)));
        context.ReportDiagnostics(parsed);
    }

    private static IEnumerable<SampledLogSpec> Group(ImmutableArray<LogMethodInClassSpec> methods) =>
        methods.GroupBy(static method => method.Target)
            .Select(static group => new SampledLogSpec(group.Key, group.Select(static method => method.Method).ToEquatableArray()));
}

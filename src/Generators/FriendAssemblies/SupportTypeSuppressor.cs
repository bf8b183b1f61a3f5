using System.Collections.Immutable;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Compressor.Generators.FriendAssemblies;

/// <summary>
/// Suppresses the compiler's warning that a support type, such as <c>ByteSize</c>, is declared here and in a project whose internal
/// types are visible too. Each project that uses the generator has its own copy, and means that.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SupportTypeSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor Descriptor = new(
        "CMPS01", "CS0436", "Each project that uses Compressor.Generators has its own copy of the support types.");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [Descriptor];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree && IsSupportType(context, diagnostic, tree))
            {
                context.ReportSuppression(Suppression.Create(Descriptor, diagnostic));
            }
        }
    }

    private static bool IsSupportType(SuppressionAnalysisContext context, Diagnostic diagnostic, SyntaxTree tree)
    {
        var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var symbol = context.GetSemanticModel(tree).GetSymbolInfo(node, context.CancellationToken).Symbol;
        var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        return Names.Is(type?.ContainingNamespace, SupportSource.Namespace);
    }
}

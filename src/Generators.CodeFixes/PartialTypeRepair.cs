using System.Collections.Immutable;
using System.Composition;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compressor.Generators.CodeFixes;

/// <summary>Adds <c>partial</c> to a type and to the types around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialTypeRepair))]
[Shared]
public sealed class PartialTypeRepair : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.NotPartial.Id];

    /// <inheritdoc/>
    protected override Task<ImmutableArray<Repair>> FindAsync(
        Document document, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var types = node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()
            .Where(static type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))
            .ToList();
        var changes = types.Select(static type => new TextChange(new TextSpan(type.Keyword.SpanStart, 0), "partial ")).ToImmutableArray();
        var names = string.Join(" and ", types.Select(static type => $"'{type.Identifier.Text}'"));
        return Task.FromResult<ImmutableArray<Repair>>(
            changes.IsEmpty ? [] : [new Repair($"Make {names} partial", nameof(PartialTypeRepair), changes)]);
    }
}

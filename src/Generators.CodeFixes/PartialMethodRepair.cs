using System.Collections.Immutable;
using System.Composition;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compressor.Generators.CodeFixes;

/// <summary>Declares a log method as the generator needs it: partial, with an accessibility, without the body, if that is empty.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialMethodRepair))]
[Shared]
public sealed class PartialMethodRepair : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.InvalidLogMethod.Id];

    /// <inheritdoc/>
    protected override Task<ImmutableArray<Repair>> FindAsync(
        Document document, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var changes = node is MethodDeclarationSyntax method && CanBePartial(method) ? Changes(method).ToImmutableArray() : [];
        return Task.FromResult<ImmutableArray<Repair>>(
            changes.IsEmpty
                ? []
                : [
                    new Repair(
                        $"Make '{((MethodDeclarationSyntax)node).Identifier.Text}' a partial method",
                        nameof(PartialMethodRepair),
                        changes),
                ]);
    }

    private static bool CanBePartial(MethodDeclarationSyntax method) =>
        method is { TypeParameterList: null, ExpressionBody: null, ExplicitInterfaceSpecifier: null }
        && method.ReturnType is PredefinedTypeSyntax type
        && type.Keyword.IsKind(SyntaxKind.VoidKeyword)
        && !method.Modifiers.Any(static modifier => modifier.Kind() is SyntaxKind.StaticKeyword
            or SyntaxKind.AbstractKeyword or SyntaxKind.ExternKeyword or SyntaxKind.AsyncKeyword)
        && (method.Body is null || IsEmpty(method.Body));

    private static bool IsEmpty(BlockSyntax body) =>
        body.Statements.Count == 0
        && body.DescendantTrivia().All(static trivia => trivia.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia);

    private static IEnumerable<TextChange> Changes(MethodDeclarationSyntax method)
    {
        // Without an accessibility it is private, and so it stays.
        var isPartial = method.Modifiers.Any(SyntaxKind.PartialKeyword);
        var isAccessible = method.Modifiers.Any(static modifier => SyntaxFacts.IsAccessibilityModifier(modifier.Kind()));
        var start = method.Modifiers.Count > 0 ? method.Modifiers[0].SpanStart : method.ReturnType.SpanStart;
        if (!isAccessible)
        {
            yield return new TextChange(new TextSpan(start, 0), "private ");
        }

        if (!isPartial)
        {
            yield return new TextChange(new TextSpan(method.ReturnType.SpanStart, 0), "partial ");
        }

        if (method.Body is { } body)
        {
            yield return new TextChange(TextSpan.FromBounds(method.ParameterList.Span.End, body.Span.End), ";");
        }
    }
}

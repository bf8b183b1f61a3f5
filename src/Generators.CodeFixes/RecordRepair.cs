using System.Collections.Immutable;
using System.Composition;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Text;

namespace Compressor.Generators.CodeFixes;

/// <summary>Makes a class or a struct a record, where nothing in it is against that.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RecordRepair))]
[Shared]
public sealed class RecordRepair : RepairProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.NotARecord.Id];

    /// <inheritdoc/>
    protected override async Task<ImmutableArray<Repair>> FindAsync(
        Document document, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var change = node switch
        {
            ClassDeclarationSyntax { ParameterList: null } type => new TextChange(type.Keyword.Span, "record"),
            StructDeclarationSyntax { ParameterList: null } type => new TextChange(new TextSpan(type.Keyword.SpanStart, 0), "record "),
            _ => default(TextChange?),
        };
        if (change is null
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(node, cancellationToken) is not INamedTypeSymbol symbol
            || !CanBeRecord(symbol)
            || await HasDerivedAsync(symbol, document.Project.Solution, cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        return [new Repair($"Make '{symbol.Name}' a record", nameof(RecordRepair), [change.Value])];
    }

    // Parts in other files would have to change as well, and records declare some members themselves.
    private static bool CanBeRecord(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Length == 1
        && type is { IsStatic: false, IsRefLikeType: false }
        && (type.IsValueType || type.BaseType is { SpecialType: SpecialType.System_Object } or { IsRecord: true })
        && !type.GetMembers().OfType<IMethodSymbol>().Any(IsDeclaredByRecords);

    private static bool IsDeclaredByRecords(IMethodSymbol method) =>
        method is { Name: "Clone" or "op_Equality" or "op_Inequality" }
            or { Name: "Equals", Parameters: [{ Type.SpecialType: SpecialType.System_Object }] };

    // Only records can inherit from records.
    private static async Task<bool> HasDerivedAsync(INamedTypeSymbol type, Solution solution, CancellationToken cancellationToken) =>
        !type.IsSealed
        && (await SymbolFinder.FindDerivedClassesAsync(type, solution, transitive: false, cancellationToken: cancellationToken)
            .ConfigureAwait(false)).Any();
}

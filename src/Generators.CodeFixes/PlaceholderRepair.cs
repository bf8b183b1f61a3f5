using System.Collections.Immutable;
using System.Composition;
using Compressor.Generators.SampledLog;
using Compressor.Generators.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Compressor.Generators.CodeFixes;

/// <summary>Corrects a placeholder to the parameter that it is almost the name of, or adds the parameter.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PlaceholderRepair))]
[Shared]
public sealed class PlaceholderRepair : RepairProvider
{
    /// <summary>The repairs that correct a placeholder's spelling.</summary>
    public const string Correct = "CorrectPlaceholder";

    /// <summary>The repairs that add a parameter.</summary>
    public const string Add = "AddParameter";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticDescriptors.UnknownPlaceholder.Id];

    /// <inheritdoc/>
    protected override Task<ImmutableArray<Repair>> FindAsync(
        Document document, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<Repair>>(
            node is MethodDeclarationSyntax method
                && diagnostic.Properties.TryGetValue(SampledLogParser.PlaceholderProperty, out var placeholder)
                ? [.. Corrections(method, placeholder!), .. Additions(method, placeholder!)]
                : []);

    private static IEnumerable<Repair> Corrections(MethodDeclarationSyntax method, string placeholder)
    {
        var names = method.ParameterList.Parameters.Select(static parameter => parameter.Identifier.ValueText);
        if (NearestName.Find(placeholder, names) is not { } name)
        {
            yield break;
        }

        var changes = Placeholders(method).Where(found => found.Name == placeholder)
            .Select(found => new TextChange(found.Span, name)).ToImmutableArray();
        if (!changes.IsEmpty)
        {
            yield return new Repair($"Correct {{{placeholder}}} to {{{name}}}", Correct, changes);
        }
    }

    // All that the message lacks, so that repairs of one method do not come into each other's way.
    private static IEnumerable<Repair> Additions(MethodDeclarationSyntax method, string placeholder)
    {
        var parameters = method.ParameterList.Parameters;
        var missing = Placeholders(method).Select(static found => found.Name).Append(placeholder).Distinct()
            .Where(name => SyntaxFacts.IsValidIdentifier(name) && parameters.All(parameter => parameter.Identifier.ValueText != name))
            .ToList();
        if (!missing.Contains(placeholder))
        {
            yield break;
        }

        // Required parameters come before optional ones.
        var declarations = string.Join(", ", missing.Select(static name => $"string {Names.Escape(name)}"));
        var next = parameters.FirstOrDefault(static parameter =>
            parameter.Default is not null || parameter.Modifiers.Any(SyntaxKind.ParamsKeyword));
        var (start, text) = next is not null ? (next.SpanStart, declarations + ", ")
            : (method.ParameterList.CloseParenToken.SpanStart, parameters.Count > 0 ? ", " + declarations : declarations);
        var title = $"Add parameter{(missing.Count > 1 ? "s" : "")} {string.Join(", ", missing.Select(static name => $"'{name}'"))}";
        yield return new Repair(title, Add, [new TextChange(new TextSpan(start, 0), text)]);
    }

    private static IEnumerable<(string Name, TextSpan Span)> Placeholders(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(static list => list.Attributes)
            .Where(static attribute => attribute.Name.GetLastToken().ValueText is "SampledLog" or "SampledLogAttribute")
            .SelectMany(static attribute => attribute.DescendantTokens())
            .Where(static token => token.Kind() is SyntaxKind.StringLiteralToken
                or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken)
            .SelectMany(Placeholders);

    // Where names stand in a literal. Two braces are one that is text.
    private static IEnumerable<(string Name, TextSpan Span)> Placeholders(SyntaxToken literal)
    {
        var text = literal.Text;
        for (var i = text.IndexOf('{'); i >= 0; i = text.IndexOf('{', i + 1))
        {
            if (i + 1 < text.Length && text[i + 1] == '{')
            {
                i++;
            }
            else if (text.IndexOf('}', i) is var end and >= 0)
            {
                yield return (text.Substring(i + 1, end - i - 1), new TextSpan(literal.SpanStart + i + 1, end - i - 1));
                i = end;
            }
        }
    }
}

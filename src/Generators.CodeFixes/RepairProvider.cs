using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Compressor.Generators.CodeFixes;

/// <summary>Offers repairs to editors: for one diagnostic, or for all of a document, a project or a solution.</summary>
public abstract class RepairProvider : CodeFixProvider
{
    /// <summary>Finds the ways to mend a diagnostic; none where its place in the code has none.</summary>
    /// <param name="document">The document that it is in.</param>
    /// <param name="node">The declaration that it is at.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    protected abstract Task<ImmutableArray<Repair>> FindAsync(
        Document document, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var repair in await FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        repair.Title,
                        cancellationToken => ApplyAsync(context.Document, repair.Changes, cancellationToken),
                        repair.Key),
                    diagnostic);
            }
        }
    }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
    {
        var changes = new List<TextChange>();
        foreach (var diagnostic in diagnostics)
        {
            var repairs = await FindAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            changes.AddRange(repairs.Where(repair => repair.Key == context.CodeActionEquivalenceKey).SelectMany(repair => repair.Changes));
        }

        // Two diagnostics may ask for one change, such as those of two types inside one that is not partial.
        return await ApplyAsync(document, changes.Distinct(), context.CancellationToken).ConfigureAwait(false);
    });

    private async Task<ImmutableArray<Repair>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root
            ? await FindAsync(document, root.FindNode(diagnostic.Location.SourceSpan), diagnostic, cancellationToken).ConfigureAwait(false)
            : [];

    private static async Task<Document> ApplyAsync(
        Document document, IEnumerable<TextChange> changes, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes.OrderBy(static change => change.Span)));
    }
}

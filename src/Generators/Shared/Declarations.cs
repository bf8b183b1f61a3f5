using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Compressor.Generators.Shared;

/// <summary>
/// Tells whether two compilations in a row declare the same, so that symbols of one are as good as those of the other. Most keystrokes
/// are in the bodies of methods, and change nothing that is declared.
/// </summary>
internal sealed class Declarations
{
    private readonly object _gate = new();
    private readonly WeakReference<Compilation?> _latest = new(null);
    private IReadOnlyList<SyntaxTree> _trees = [];
    private IReadOnlyList<MetadataReference> _references = [];
    private CompilationOptions? _options;
    private object _version = new();

    /// <summary>Returns an object that is the same as for the compilation before, unless something that is declared has changed.</summary>
    public object VersionOf(Compilation compilation)
    {
        lock (_gate)
        {
            if (!_latest.TryGetTarget(out var latest) || !ReferenceEquals(latest, compilation))
            {
                Compare(compilation);
            }

            return _version;
        }
    }

    private void Compare(Compilation compilation)
    {
        var trees = compilation.SyntaxTrees.ToList();
        var references = compilation.References.ToList();
        if (!compilation.Options.Equals(_options)
            || !references.SequenceEqual(_references)
            || trees.Count != _trees.Count
            || !trees.Zip(_trees, AreSame).All(static same => same))
        {
            _version = new object();
        }

        _latest.SetTarget(compilation);
        (_trees, _references, _options) = (trees, references, compilation.Options);
    }

    private static bool AreSame(SyntaxTree tree, SyntaxTree before) =>
        ReferenceEquals(tree, before) || (tree.Options.Equals(before.Options) && Declared(tree) == Declared(before));

    // The text without bodies. SyntaxFactory.AreEquivalent has a mode for that, but passes over defaults of parameters and comments.
    private static string Declared(SyntaxTree tree)
    {
        var text = tree.ToString();
        var declared = new StringBuilder(text.Length);
        var end = 0;
        foreach (var body in tree.GetRoot().DescendantNodes(static node => !IsBody(node)).Where(IsBody))
        {
            declared.Append(text, end, body.SpanStart - end).Append('{');
            end = body.Span.End;
        }

        return declared.Append(text, end, text.Length - end).ToString();
    }

    // Directives, such as #nullable, also hold for what comes behind the body.
    private static bool IsBody(SyntaxNode node) => node is (BlockSyntax or ArrowExpressionClauseSyntax) and { ContainsDirectives: false };
}

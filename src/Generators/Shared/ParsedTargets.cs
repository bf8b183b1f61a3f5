using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Compressor.Generators.Shared;

/// <summary>
/// Parses what has an attribute, and keeps the spec for as long as its file is the same and nothing that is declared elsewhere changes.
/// Without this, each target would be parsed after each keystroke anywhere, and the compiler would bind its members for it.
/// </summary>
/// <param name="parse">Makes the spec of a target.</param>
internal sealed class ParsedTargets<TSpec>(Func<GeneratorAttributeSyntaxContext, CancellationToken, Parsed<TSpec>> parse)
    where TSpec : class, IEquatable<TSpec>
{
    private readonly Declarations _declarations = new();
    private readonly ConditionalWeakTable<SyntaxTree, ConcurrentDictionary<TextSpan, Entry>> _entries = new();

    /// <summary>Returns the spec of a target. What has diagnostics is not kept: they hold places in files, which may move.</summary>
    public Parsed<TSpec> Get(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var version = _declarations.VersionOf(context.SemanticModel.Compilation);
        var entries = _entries.GetOrCreateValue(context.TargetNode.SyntaxTree);
        if (entries.TryGetValue(context.TargetNode.Span, out var entry) && ReferenceEquals(entry.Version, version))
        {
            return entry.Parsed;
        }

        var parsed = parse(context, cancellationToken);
        if (parsed.Diagnostics.IsEmpty)
        {
            entries[context.TargetNode.Span] = new Entry(version, parsed);
        }

        return parsed;
    }

    private sealed record Entry(object Version, Parsed<TSpec> Parsed);
}

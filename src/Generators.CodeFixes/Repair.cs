using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Compressor.Generators.CodeFixes;

/// <summary>A way to mend a diagnostic, by replacing text of its document.</summary>
/// <param name="Title">What the editor offers, such as <c>Add parameter 'name'</c>.</param>
/// <param name="Key">What repairs of one kind have in common, so that all of them can be made at once.</param>
/// <param name="Changes">What to replace.</param>
public sealed record Repair(string Title, string Key, ImmutableArray<TextChange> Changes);

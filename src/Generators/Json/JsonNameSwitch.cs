using System.Text;
using Compressor.Generators.Shared;

namespace Compressor.Generators.Json;

/// <summary>Writes the choice by a name: a switch over the number of its bytes, then one comparison, which is unrolled.</summary>
internal static class JsonNameSwitch
{
    /// <summary>Writes the switch.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="variable">What holds the name's bytes.</param>
    /// <param name="ignoreCase">Whether names match whatever the case of their ASCII letters.</param>
    /// <param name="names">The names, each with what writes its statements.</param>
    /// <param name="otherwise">Writes the statements for all other names.</param>
    public static void Emit(
        SourceWriter writer, string variable, bool ignoreCase, IEnumerable<(string Name, Action Emit)> names, Action otherwise)
    {
        writer.Open($"switch ({variable}.Length)");
        foreach (var (name, emit) in names.OrderBy(static entry => Length(entry.Name)))
        {
            writer.Line(Case(name, variable, ignoreCase)).Indent();
            emit();
            writer.Outdent();
        }

        writer.Line("default:").Indent();
        otherwise();
        writer.Outdent().Close();
    }

    private static string Case(string name, string variable, bool ignoreCase)
    {
        var literal = Names.Utf8Literal(name);
        var equal = $"global::System.MemoryExtensions.SequenceEqual({variable}, {literal})";
        return ignoreCase
            ? $"case {Length(name)} when {equal} || global::System.Text.Ascii.EqualsIgnoreCase({variable}, {literal}):"
            : $"case {Length(name)} when {equal}:";
    }

    private static int Length(string name) => Encoding.UTF8.GetByteCount(name);
}

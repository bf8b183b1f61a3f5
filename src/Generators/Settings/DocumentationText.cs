using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Compressor.Generators.Settings;

/// <summary>
/// The summary of a member's documentation, as plain text. It is taken from the comment itself, since the compiler
/// keeps no documentation where none is to be written to a file.
/// </summary>
internal static class DocumentationText
{
    private static readonly Regex WhiteSpace = new(@"\s+", RegexOptions.CultureInvariant);

    public static string Summary(ISymbol symbol, CancellationToken cancellationToken)
    {
        var syntax = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);
        var comment = syntax is null || !syntax.HasLeadingTrivia ? string.Empty : syntax.GetLeadingTrivia().ToFullString();
        if (!comment.Contains("///"))
        {
            return string.Empty;
        }

        var xml = new StringBuilder("<doc>");
        foreach (var line in comment.Split('\n'))
        {
            var text = line.Trim();
            if (text.StartsWith("///", StringComparison.Ordinal))
            {
                xml.Append(text, 3, text.Length - 3).Append('\n');
            }
        }

        try
        {
            var summary = XElement.Parse(xml.Append("</doc>").ToString()).Element("summary");
            return summary is null ? string.Empty : WhiteSpace.Replace(Text(summary), " ").Trim();
        }
        catch (XmlException)
        {
            // The compiler warns about it where documentation is written.
            return string.Empty;
        }
    }

    private static string Text(XElement element) => string.Concat(element.Nodes().Select(static node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{Text(code)}`",
        XElement { IsEmpty: true } reference => Name(reference),
        XElement inner => Text(inner),
        _ => string.Empty,
    }));

    private static string Name(XElement reference)
    {
        var name = (string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? (string?)reference.Attribute(
            "langword") ?? string.Empty;
        return name.Substring(name.LastIndexOf('.') + 1);
    }
}

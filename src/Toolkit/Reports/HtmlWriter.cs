using System.Net;
using System.Text;

namespace Compressor.Toolkit.Reports;

/// <summary>Writes HTML; all text is escaped, all markup is this code's own.</summary>
public sealed class HtmlWriter
{
    private readonly StringBuilder _html = new();
    private int _ids;

    /// <summary>Returns an id that the page does not have yet.</summary>
    public string NextId() => $"i{++_ids}";

    /// <summary>Writes markup; what is interpolated is escaped.</summary>
    public HtmlWriter Write(FormattableString markup)
    {
        var values = markup.GetArguments().Select(value => (object)Escape($"{value}")).ToArray();
        _html.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, markup.Format, values);
        return this;
    }

    /// <summary>Writes markup as it is.</summary>
    public HtmlWriter WriteMarkup(string markup)
    {
        _html.Append(markup);
        return this;
    }

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    public override string ToString() => _html.ToString();
}

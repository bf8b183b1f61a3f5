using System.CommandLine.Parsing;

namespace Compressor.Toolkit.CommandLine;

/// <summary>An option's value that is the address of a service.</summary>
public static class Endpoint
{
    /// <summary>Reads an absolute http or https URL, or adds an error.</summary>
    public static Uri? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps))
        {
            return url;
        }

        result.AddError($"'{text}' is not an http or https URL");
        return null;
    }
}

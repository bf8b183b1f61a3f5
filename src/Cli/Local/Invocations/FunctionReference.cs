using Compressor.Cli.Local.Environments;

namespace Compressor.Cli.Local.Invocations;

/// <summary>How a caller names a function: name, name:qualifier, account:function:name, or an ARN with or without qualifier.</summary>
internal static class FunctionReference
{
    /// <summary>Returns the version that runs: the one that was named by its number, else <c>$LATEST</c>.</summary>
    /// <param name="deployedArn">The function's ARN; it may end in a qualifier (an alias).</param>
    /// <param name="reference">What the caller wrote.</param>
    /// <param name="qualifier">The Qualifier parameter, or null.</param>
    /// <exception cref="InvokeException">404: there is no such function or qualifier. 400: two qualifiers that differ.</exception>
    public static string Resolve(string deployedArn, string reference, string? qualifier)
    {
        var deployed = deployedArn.Split(':');
        var parts = reference.Split(':');
        var index = Array.IndexOf(parts, "function") + 1;
        var named = parts.Length > index + 1 ? parts[index + 1] : null;
        if (named is not null && qualifier is not null && named != qualifier)
        {
            throw new InvokeException(400, "InvalidParameterValueException", "The derived qualifier from the function name does not match the specified qualifier.");
        }

        var wanted = named ?? qualifier;
        var alias = deployed.Length > 7 ? deployed[7] : null;
        var known = parts[index] == deployed[6]
            && (index < 3 || parts[index - 2] == deployed[4])
            && (index < 6 || parts[3] == deployed[3])
            && (wanted is null or FunctionVersion.Latest || wanted == alias || wanted.All(char.IsAsciiDigit));
        if (!known)
        {
            var arn = $"{string.Join(':', deployed.Take(6))}:{parts[index]}{(wanted is null ? "" : $":{wanted}")}";
            throw new InvokeException(404, "ResourceNotFoundException", $"Function not found: {arn}");
        }

        return wanted is not null && wanted.All(char.IsAsciiDigit) ? wanted : FunctionVersion.Latest;
    }
}

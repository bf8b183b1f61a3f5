namespace Compressor.Cli.Local.Invocations;

/// <summary>A function as a caller named it.</summary>
/// <param name="Arn">Its ARN, with the qualifier that the caller gave, if any.</param>
/// <param name="Qualifier">A version or an alias: what the caller gave, else <c>$LATEST</c>.</param>
internal sealed record FunctionReference(string Arn, string Qualifier)
{
    /// <summary>Lambda's name for the unpublished version.</summary>
    public const string Latest = "$LATEST";

    /// <summary>The alias that Terraform gives the function.</summary>
    private const string Alias = "live";

    /// <summary>The ARN, always with a qualifier, as an on-failure destination names it.</summary>
    public string QualifiedArn => Arn.Split(':').Length > 7 ? Arn : $"{Arn}:{Qualifier}";

    /// <summary>
    /// Resolves a name, <c>name:qualifier</c>, <c>account:function:name</c>, or an ARN with or without a qualifier.
    /// </summary>
    /// <param name="options">The function that there is.</param>
    /// <param name="reference">What the caller wrote.</param>
    /// <param name="qualifier">The Qualifier parameter, or null.</param>
    /// <exception cref="InvokeException">404: there is no such function or qualifier. 400: the two qualifiers differ.</exception>
    public static FunctionReference Resolve(LocalLambdaOptions options, string reference, string? qualifier)
    {
        var deployed = options.Deployment.FunctionArn.Split(':');
        var parts = reference.Split(':');
        var index = Array.IndexOf(parts, "function") + 1;
        var name = parts.ElementAtOrDefault(index) ?? "";
        var named = parts.ElementAtOrDefault(index + 1);
        if (named is not null && qualifier is not null && named != qualifier)
        {
            throw new InvokeException(
                400,
                "InvalidParameterValueException",
                "The derived qualifier from the function name does not match the specified qualifier.");
        }

        var wanted = named ?? qualifier;
        var arn = string.Join(':', [.. deployed.Take(6), name, .. wanted is null ? Array.Empty<string>() : [wanted]]);
        var isNumber = wanted is { Length: > 0 } && wanted.All(char.IsAsciiDigit);
        var known = name == deployed[6]
            && (index < 2 || parts[index - 2] == deployed[4])
            && (index < 3 || parts[index - 3] == deployed[3])
            && (
                wanted is null or Latest
                    || isNumber
                    || wanted == deployed.ElementAtOrDefault(7)
                    || wanted == Alias);
        return known
            ? new(arn, wanted ?? Latest)
            : throw new InvokeException(404, "ResourceNotFoundException", $"Function not found: {arn}");
    }
}

/// <summary>An error that the Invoke API answers.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="type">The error's name: x-amzn-ErrorType.</param>
/// <param name="message">Its message.</param>
/// <param name="reason">A throttle's reason, or null.</param>
internal sealed class InvokeException(int status, string type, string message, string? reason = null) : Exception(message)
{
    public int Status => status;

    public string Type => type;

    /// <summary>The JSON that Lambda answers with it.</summary>
    public IReadOnlyDictionary<string, string> Body => new[] { ("Type", "User"), ("message", Message), ("Reason", reason) }
        .Where(pair => pair.Item2 is not null)
        .ToDictionary(pair => pair.Item1, pair => pair.Item2!);
}

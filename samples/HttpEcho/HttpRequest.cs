namespace HttpEcho;

/// <summary>
/// A request as API Gateway's HTTP API hands it over (payload format 2.0). Amazon.Lambda.APIGatewayEvents has a class of the same shape,
/// APIGatewayHttpApiV2ProxyRequest.
/// </summary>
internal sealed class HttpRequest
{
    /// <summary>The path, decoded, and with the stage unless that is <c>$default</c>.</summary>
    public required string RawPath { get; set; }

    /// <summary>By name in lower case. Values of one name are separated by commas.</summary>
    public Dictionary<string, string> Headers { get; set; } = [];

    /// <summary>Decoded. Values of one name are separated by commas.</summary>
    public Dictionary<string, string> QueryStringParameters { get; set; } = [];

    /// <summary>Each <c>name=value</c>.</summary>
    public List<string> Cookies { get; set; } = [];

    public required RequestContext RequestContext { get; set; }

    public string? Body { get; set; }

    /// <summary>Whether the body is base64, as API Gateway has it unless the content type says that it is text.</summary>
    public bool IsBase64Encoded { get; set; }

    /// <summary>Returns the value of a cookie, or null.</summary>
    public string? FindCookie(string name) => Cookies
        .Where(cookie => cookie.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(cookie => cookie[(name.Length + 1)..])
        .FirstOrDefault();
}

/// <summary>What API Gateway knows of the request.</summary>
internal sealed class RequestContext
{
    public required HttpDescription Http { get; set; }
}

/// <summary>The request line.</summary>
internal sealed class HttpDescription
{
    /// <summary>Such as <c>GET</c>.</summary>
    public required string Method { get; set; }
}

namespace HttpEcho;

/// <summary>A response for API Gateway's HTTP API (payload format 2.0).</summary>
internal sealed class HttpResponse
{
    public int StatusCode { get; set; } = 200;

    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>Each the value of a Set-Cookie header.</summary>
    public List<string> Cookies { get; } = [];

    public string? Body { get; set; }

    /// <summary>Whether the body is base64, which API Gateway decodes.</summary>
    public bool IsBase64Encoded { get; set; }
}

/// <summary>What a request without a body is answered with.</summary>
internal sealed record RequestDescription(string Method, string Path, Dictionary<string, string> Query, Dictionary<string, string> Headers);

/// <summary>Why a request was refused.</summary>
internal sealed record Refusal(string Message);

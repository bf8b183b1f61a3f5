using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Compressor.Generators;

namespace HttpEcho;

/// <summary>Sends a request's body back, or a description of a request that has none. A cookie counts the visits.</summary>
internal static class Echo
{
    private const string ContentType = "content-type";
    private const string VisitsCookie = "visits";

    /// <summary>Answers a request.</summary>
    public static HttpResponse Answer(HttpRequest request)
    {
        var response = request switch
        {
            { Body: null or "" } => Describe(request),
            { IsBase64Encoded: true } when !Base64.IsValid(request.Body) => Refuse("The body is not base64."),
            _ => SendBack(request),
        };
        _ = int.TryParse(request.FindCookie(VisitsCookie), NumberStyles.None, CultureInfo.InvariantCulture, out var visits);
        response.Cookies.Add(string.Create(
            CultureInfo.InvariantCulture, $"{VisitsCookie}={visits + 1}; Path=/; Secure; HttpOnly; SameSite=Lax"));
        return response;
    }

    private static HttpResponse SendBack(HttpRequest request) => new()
    {
        Headers = { [ContentType] = request.Headers.GetValueOrDefault(ContentType, "application/octet-stream") },
        Body = request.Body,
        IsBase64Encoded = request.IsBase64Encoded,
    };

    private static HttpResponse Describe(HttpRequest request)
    {
        var json = new JsonLineBuffer();
        var method = request.RequestContext.Http.Method;
        Json.Write(json, new RequestDescription(method, request.RawPath, request.QueryStringParameters, request.Headers));
        return WithJson(200, json);
    }

    private static HttpResponse Refuse(string message)
    {
        var json = new JsonLineBuffer();
        Json.Write(json, new Refusal(message));
        return WithJson(400, json);
    }

    private static HttpResponse WithJson(int status, JsonLineBuffer json) => new()
    {
        StatusCode = status,
        Headers = { [ContentType] = "application/json" },
        Body = Encoding.UTF8.GetString(json.Written),
    };
}

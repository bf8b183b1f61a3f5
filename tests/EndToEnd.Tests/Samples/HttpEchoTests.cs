using System.Text.Json;

namespace Compressor.EndToEnd.Tests.Samples;

/// <summary>The echo behind API Gateway's HTTP API, by the events that API Gateway sends.</summary>
[Trait("Packages", "Samples")]
public sealed class HttpEchoTests
{
    [Theory]
    [InlineData("{\"é\":\"\\ud83d\\ude00\"}", "application/json; charset=utf-8", false)]
    [InlineData("AAECA/8=", "image/png", true)]
    public async Task A_body_comes_back_as_it_was_sent(string body, string contentType, bool isBase64Encoded)
    {
        var response = await EchoAsync(new()
        {
            ["headers"] = new Dictionary<string, string> { ["content-type"] = contentType },
            ["body"] = body,
            ["isBase64Encoded"] = isBase64Encoded,
        });

        response.GetProperty("statusCode").GetInt32().ShouldBe(200);
        response.GetProperty("headers").GetRawText().ShouldBe($$"""{"content-type":"{{contentType}}"}""");
        response.GetProperty("body").GetString().ShouldBe(body);
        response.GetProperty("isBase64Encoded").GetBoolean().ShouldBe(isBase64Encoded);
    }

    [Fact]
    public async Task A_body_that_is_longer_than_a_log_line_is_not_cut()
    {
        var body = new string('é', 200_000);

        var response = await EchoAsync(new() { ["body"] = body });

        response.GetProperty("body").GetString().ShouldBe(body);
    }

    [Fact]
    public async Task A_request_without_a_body_is_described()
    {
        var response = await EchoAsync(new()
        {
            ["rawPath"] = "/a b/ü",
            ["headers"] = new Dictionary<string, string> { ["accept"] = "text/html,*/*" },
            ["queryStringParameters"] = new Dictionary<string, string> { ["q"] = "1,2", ["empty"] = "" },
        });

        response.GetProperty("headers").GetRawText().ShouldBe("""{"content-type":"application/json"}""");
        response.GetProperty("body").GetString().ShouldBe(
            """{"method":"POST","path":"/a b/ü","query":{"q":"1,2","empty":""},"headers":{"accept":"text/html,*/*"}}""");
        response.GetProperty("isBase64Encoded").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("visits=41", 42)]
    [InlineData("visits=many", 1)]
    public async Task A_cookie_counts_the_visits(string? cookie, int visits)
    {
        var response = await EchoAsync(new() { ["cookies"] = new[] { "other=1", cookie ?? "visitsx=7" } });

        response.GetProperty("cookies").EnumerateArray().Select(set => set.GetString()).ShouldBe(
            [$"visits={visits}; Path=/; Secure; HttpOnly; SameSite=Lax"]);
    }

    [Fact]
    public async Task A_body_that_is_not_the_base64_that_it_is_said_to_be_is_refused()
    {
        var response = await EchoAsync(new() { ["body"] = "no base64!", ["isBase64Encoded"] = true });

        response.GetProperty("statusCode").GetInt32().ShouldBe(400);
        response.GetProperty("body").GetString().ShouldBe("""{"message":"The body is not base64."}""");
    }

    /// <summary>Sends a POST to /, with other properties where they are given, and those that a real event has beside them.</summary>
    private static async Task<JsonElement> EchoAsync(Dictionary<string, object> properties)
    {
        properties.TryAdd("version", "2.0");
        properties.TryAdd("routeKey", "$default");
        properties.TryAdd("rawPath", "/");
        properties.TryAdd("rawQueryString", "q=1&q=2&empty");
        properties.TryAdd("requestContext", new
        {
            accountId = "123456789012",
            http = new { method = "POST", path = "/", protocol = "HTTP/1.1", sourceIp = "192.0.2.1", userAgent = "curl" },
            timeEpoch = 1_769_903_999_000,
        });
        await using var function = await SampleFunction.StartAsync("HttpEcho");
        return JsonElement.Parse(await function.AnswerAsync(JsonSerializer.Serialize(properties)));
    }
}

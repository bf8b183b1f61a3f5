using System.Net;
using Compressor.Cli.Local.Moto;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Tests.Local;

/// <summary>Lambda's and IAM's own APIs by hand: their SDKs are not among the project's packages. moto takes any signature.</summary>
internal static class LambdaApi
{
    /// <summary>Creates a function <c>files</c>, which holds no code, and its role.</summary>
    public static async Task CreateFunctionAsync(LocalAws aws, string region)
    {
        const string Trust = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]}
            """;
        await AskIamAsync(
            aws, region, ("Action", "CreateRole"), ("RoleName", "files"), ("AssumeRolePolicyDocument", Trust));
        using var http = Client(aws, region, "lambda");
        using var content = new StringContent("""
            {"FunctionName": "files", "Role": "arn:aws:iam::123456789012:role/files", "Runtime": "provided.al2023", "Handler": "bootstrap",
             "LoggingConfig": {"LogFormat": "JSON"}, "Code": {"ZipFile": "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="}}
            """);
        using var response = await http.PostAsync("/2015-03-31/functions", content);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Creates a role with one policy of its own.</summary>
    public static async Task CreateRoleAsync(LocalAws aws, string region, string name, string trust, string statements)
    {
        var policy = $$"""{"Version": "2012-10-17", "Statement": [{{statements}}]}""";
        await AskIamAsync(aws, region, ("Action", "CreateRole"), ("RoleName", name), ("AssumeRolePolicyDocument", trust));
        await AskIamAsync(
            aws, region, ("Action", "PutRolePolicy"), ("RoleName", name), ("PolicyName", "own"), ("PolicyDocument", policy));
    }

    public static async Task<string> GetFunctionAsync(LocalAws aws, string region)
    {
        using var http = Client(aws, region, "lambda");
        return await http.GetStringAsync("/2015-03-31/functions/files");
    }

    private static async Task AskIamAsync(LocalAws aws, string region, params (string Name, string Value)[] fields)
    {
        using var iam = Client(aws, region, "iam");
        var form = fields.Append(("Version", "2010-05-08")).ToDictionary(field => field.Item1, field => field.Item2);
        using var answer = await iam.PostAsync("/", new FormUrlEncodedContent(form));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    private static HttpClient Client(LocalAws aws, string region, string service)
    {
        var http = new AwsConnection(aws.Endpoint, region, aws.CaBundle).CreateHttpClient();
        http.BaseAddress = aws.Endpoint;
        http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential=local/20260101/{region}/{service}/aws4_request");
        return http;
    }
}

using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Local.Moto;
using Compressor.Toolkit.Aws;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>
/// AWS's API on loopback: clients where there is a package, and plain requests for the other services. Those are signed in name only: the
/// local AWS reads from the signature which service is meant, and checks nothing.
/// </summary>
internal sealed class AwsApi : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _endpoint;
    private readonly string _region;

    public AwsApi(LocalAws aws)
    {
        _endpoint = aws.Endpoint;
        _region = aws.EnvironmentVariables["AWS_REGION"]!;
        var (id, secret, _) = LocalCredentials.Dummy;
        var connection = new AwsConnection(aws.Endpoint, _region, aws.CaBundle, new BasicAWSCredentials(id, secret));
        (S3, Sqs) = (connection.CreateS3(), connection.CreateSqs());
        _http = connection.CreateHttpClient();
    }

    public IAmazonS3 S3 { get; }

    public IAmazonSQS Sqs { get; }

    /// <summary>GET of a path of Lambda's API.</summary>
    public async Task<JsonNode> LambdaAsync(string path, string version = "2015-03-31")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_endpoint, $"/{version}/{path}"));
        return JsonNode.Parse(await SendAsync(request, "lambda"))!;
    }

    /// <summary>An action of a service with a query API, such as <c>monitoring</c>; returns its answer's XML.</summary>
    public async Task<XElement> QueryAsync(string service, string version, string action, params (string Name, string Value)[] parameters)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint)
        {
            Content = new FormUrlEncodedContent(
                parameters.Append(("Action", action)).Append(("Version", version)).ToDictionary()),
        };
        return WithoutNamespaces(XElement.Parse(await SendAsync(request, service)));
    }

    public void Dispose()
    {
        S3.Dispose();
        Sqs.Dispose();
        _http.Dispose();
    }

    private static XElement WithoutNamespaces(XElement element) =>
        new(element.Name.LocalName, element.HasElements ? element.Elements().Select(WithoutNamespaces) : element.Value);

    private async Task<string> SendAsync(HttpRequestMessage request, string service)
    {
        var scope = $"20260101/{_region}/{service}/aws4_request";
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential=test/{scope}, SignedHeaders=host, Signature=none");
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{request.RequestUri}: {text}");
        return text;
    }
}

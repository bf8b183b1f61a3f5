using System.Xml.Linq;

namespace Compressor.Toolkit.Aws;

/// <summary>Signed questions to a service with a query API, whose SDK is not among this project's packages.</summary>
/// <param name="connection">The account and the region.</param>
/// <param name="service">The service's name in host names and signatures, such as <c>ec2</c>.</param>
/// <param name="version">The API's version, a date.</param>
public sealed class QueryApi(AwsConnection connection, string service, string version) : IDisposable
{
    private readonly SignedClient _client = new(connection, connection.GetEndpoint(service), service);

    /// <summary>EC2.</summary>
    public static QueryApi CreateEc2(AwsConnection connection) => new(connection, "ec2", "2016-11-15");

    /// <summary>CloudWatch's alarms and metrics.</summary>
    public static QueryApi CreateCloudWatch(AwsConnection connection) => new(connection, "monitoring", "2010-08-01");

    /// <summary>SNS.</summary>
    public static QueryApi CreateSns(AwsConnection connection) => new(connection, "sns", "2010-03-31");

    /// <summary>Asks, and returns the answer without XML namespaces.</summary>
    /// <param name="action">Such as <c>DescribeSubnets</c>.</param>
    /// <param name="parameters">Names and values, such as <c>SubnetId.1</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryRefusedException">The service does not say it.</exception>
    /// <exception cref="HttpRequestException">The service cannot be reached.</exception>
    public async Task<XElement> AskAsync(
        string action, IEnumerable<(string Name, string Value)> parameters, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent(
            parameters.Append(("Action", action)).Append(("Version", version)).Select(each => KeyValuePair.Create(each.Item1, each.Item2)));
        using var request = new HttpRequestMessage(HttpMethod.Post, _client.UriOf("/")) { Content = content };
        var body = await content.ReadAsByteArrayAsync(cancellationToken);
        using var response = await _client.SendAsync(request, body, cancellationToken);
        var xml = SignedClient.ParseXml(await response.Content.ReadAsStringAsync(cancellationToken));
        var answer = xml is null ? null : WithoutNamespaces(xml);
        return response.IsSuccessStatusCode && answer is not null
            ? answer
            : throw new QueryRefusedException(
                action,
                answer?.Descendants("Code").FirstOrDefault()?.Value ?? $"{(int)response.StatusCode}",
                answer?.Descendants("Message").FirstOrDefault()?.Value ?? "its answer is not XML");
    }

    public void Dispose() => _client.Dispose();

    private static XElement WithoutNamespaces(XElement element) =>
        new(element.Name.LocalName, element.HasElements ? element.Elements().Select(WithoutNamespaces) : element.Value);
}

/// <summary>A service does not say what it was asked.</summary>
/// <param name="action">What it was asked.</param>
/// <param name="code">The error code, such as <c>InvalidSubnetID.NotFound</c>.</param>
/// <param name="message">The service's reason.</param>
public sealed class QueryRefusedException(string action, string code, string message) : Exception(message)
{
    public string Action => action;

    public string Code => code;
}

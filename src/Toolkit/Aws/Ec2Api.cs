using System.Xml.Linq;

namespace Compressor.Toolkit.Aws;

/// <summary>Signed questions to EC2, whose SDK is not among this project's packages.</summary>
/// <param name="connection">The account and the region.</param>
public sealed class Ec2Api(AwsConnection connection) : IDisposable
{
    private const string Version = "2016-11-15";

    private readonly SignedClient _client = new(connection, connection.GetEndpoint("ec2"), "ec2");

    /// <summary>Asks, and returns the answer without XML namespaces.</summary>
    /// <param name="action">Such as <c>DescribeSubnets</c>.</param>
    /// <param name="parameters">Names and values, such as <c>SubnetId.1</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Ec2RefusedException">EC2 does not say it.</exception>
    /// <exception cref="HttpRequestException">EC2 cannot be reached.</exception>
    public async Task<XElement> AskAsync(
        string action, IEnumerable<(string Name, string Value)> parameters, CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent(
            parameters.Append(("Action", action)).Append(("Version", Version)).Select(each => KeyValuePair.Create(each.Item1, each.Item2)));
        using var request = new HttpRequestMessage(HttpMethod.Post, _client.UriOf("/")) { Content = content };
        var body = await content.ReadAsByteArrayAsync(cancellationToken);
        using var response = await _client.SendAsync(request, body, cancellationToken);
        var xml = SignedClient.ParseXml(await response.Content.ReadAsStringAsync(cancellationToken));
        var answer = xml is null ? null : WithoutNamespaces(xml);
        return response.IsSuccessStatusCode && answer is not null
            ? answer
            : throw new Ec2RefusedException(
                action,
                answer?.Descendants("Code").FirstOrDefault()?.Value ?? $"{(int)response.StatusCode}",
                answer?.Descendants("Message").FirstOrDefault()?.Value ?? "its answer is not XML");
    }

    public void Dispose() => _client.Dispose();

    private static XElement WithoutNamespaces(XElement element) =>
        new(element.Name.LocalName, element.HasElements ? element.Elements().Select(WithoutNamespaces) : element.Value);
}

/// <summary>EC2 does not say what it was asked.</summary>
/// <param name="action">What it was asked.</param>
/// <param name="code">EC2's error code, such as <c>InvalidSubnetID.NotFound</c>.</param>
/// <param name="message">EC2's reason.</param>
public sealed class Ec2RefusedException(string action, string code, string message) : Exception(message)
{
    public string Action => action;

    public string Code => code;
}

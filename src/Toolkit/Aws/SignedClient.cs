using System.Xml;
using System.Xml.Linq;

namespace Compressor.Toolkit.Aws;

/// <summary>Sends signed requests to a service of AWS whose SDK is not among this project's packages.</summary>
/// <param name="connection">Where AWS is, and who asks.</param>
/// <param name="endpoint">Where the service is.</param>
/// <param name="service">The service's signing name.</param>
/// <param name="timeout">How long to wait for an answer; 100 s if left out.</param>
internal sealed class SignedClient(AwsConnection connection, Uri endpoint, string service, TimeSpan? timeout = null) : IDisposable
{
    private readonly HttpClient _http = CreateHttpClient(connection, timeout);

    /// <summary>Where requests go: a scheme, a host and a port.</summary>
    public string Address => endpoint.GetLeftPart(UriPartial.Authority);

    /// <summary>Returns the address of a path, which may have a query.</summary>
    public Uri UriOf(string path) => new(endpoint, path);

    /// <summary>Signs a request and sends it.</summary>
    /// <param name="request">The request; its URI's path and query must be encoded.</param>
    /// <param name="payload">The request's body.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="HttpRequestException">The service cannot be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var credentials = await connection.ResolveCredentialsAsync(cancellationToken);
        SignatureV4.Sign(request, payload.Span, service, connection.EffectiveRegion!, credentials, DateTimeOffset.UtcNow);
        return await _http.SendAsync(request, cancellationToken);
    }

    /// <summary>Reads an answer as XML, or returns null if it is something else.</summary>
    public static XElement? ParseXml(string text)
    {
        try
        {
            return XElement.Parse(text);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpClient CreateHttpClient(AwsConnection connection, TimeSpan? timeout)
    {
        var http = connection.CreateHttpClient();
        http.Timeout = timeout ?? http.Timeout;
        return http;
    }
}

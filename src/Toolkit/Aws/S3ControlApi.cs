using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Toolkit.Aws;

/// <summary>Signed requests to S3 Control, whose SDK is not among this project's packages: jobs of S3 Batch Operations.</summary>
/// <remarks>
/// The account is in the host's name and in a header, and requests are signed as those of S3:
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_AWS_S3_Control.html
/// </remarks>
/// <param name="connection">The region, and who asks.</param>
/// <param name="accountId">The account of the jobs: 12 digits.</param>
public sealed class S3ControlApi(AwsConnection connection, string accountId) : IDisposable
{
    private const string JobsPath = "/v20180820/jobs";

    /// <summary>How often a request is sent that S3 could not answer; the first waits 200 ms, each other one twice as long.</summary>
    private const int Attempts = 6;

    private readonly SignedClient _client = new(connection, connection.GetEndpoint("s3-control", accountId), "s3");

    /// <summary>Creates a job, which begins at once. Returns its identifier.</summary>
    /// <exception cref="S3ControlException">S3 refuses it, or cannot be reached.</exception>
    public async Task<string> CreateJobAsync(BatchJob job, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(HttpMethod.Post, JobsPath, job.ToXml(), cancellationToken);
        return answer.Elements().FirstOrDefault(element => element.Name.LocalName == "JobId")?.Value
            ?? throw new S3ControlException("S3 Control answered without a job", HttpStatusCode.OK);
    }

    /// <summary>Returns how far a job is.</summary>
    /// <exception cref="S3ControlException">There is no such job, it may not be seen, or S3 cannot be reached.</exception>
    public async Task<BatchJobState> DescribeJobAsync(string id, CancellationToken cancellationToken) =>
        BatchJobState.Parse(await SendAsync(HttpMethod.Get, PathOf(id), body: null, cancellationToken));

    /// <summary>Has a job stop. Tasks that it has begun still end.</summary>
    /// <exception cref="S3ControlException">There is no such job, it is over, or S3 cannot be reached.</exception>
    public Task CancelJobAsync(string id, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"{PathOf(id)}/status?requestedJobStatus=Cancelled", body: null, cancellationToken);

    public void Dispose() => _client.Dispose();

    private static string PathOf(string id) => $"{JobsPath}/{Uri.EscapeDataString(id)}";

    private async Task<XElement> SendAsync(HttpMethod method, string path, XElement? body, CancellationToken cancellationToken)
    {
        var payload = body is null ? [] : Encoding.UTF8.GetBytes(body.ToString(SaveOptions.DisableFormatting));
        for (var attempt = 1; ; attempt++)
        {
            S3ControlException failure;
            try
            {
                return await SendOnceAsync(method, path, payload, cancellationToken);
            }
            catch (S3ControlException e)
            {
                failure = e;
            }
            catch (HttpRequestException e)
            {
                failure = new($"S3 Control cannot be reached at {_client.Address}: {e.Message}", status: null);
            }

            if (attempt == Attempts || !failure.IsTemporary)
            {
                throw failure;
            }

            await Task.Delay(TimeSpan.FromMilliseconds((100 << attempt) + Random.Shared.Next(100)), cancellationToken);
        }
    }

    private async Task<XElement> SendOnceAsync(HttpMethod method, string path, byte[] payload, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, _client.UriOf(path));
        request.Headers.Add("x-amz-account-id", accountId);
        if (payload.Length > 0)
        {
            request.Content = new ByteArrayContent(payload);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        }

        using var response = await _client.SendAsync(request, payload, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var answer = SignedClient.ParseXml(text);
        if (response.IsSuccessStatusCode)
        {
            return answer ?? throw new S3ControlException("S3 Control's answer is not XML", response.StatusCode);
        }

        string? Said(string name) => answer?.DescendantsAndSelf().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        throw new S3ControlException(
            $"S3 Control answered {(int)response.StatusCode} {Said("Code") ?? response.ReasonPhrase}: {Said("Message") ?? text}",
            response.StatusCode);
    }
}

/// <summary>S3 Control did not do what it was asked for; the message says why.</summary>
/// <param name="message">Why.</param>
/// <param name="status">What it answered; null where it could not be reached.</param>
public sealed class S3ControlException(string message, HttpStatusCode? status) : CommandException(message.ReplaceLineEndings(" "))
{
    /// <summary>What it answered; null where it could not be reached.</summary>
    public HttpStatusCode? Status => status;

    /// <summary>Whether the same request may succeed later.</summary>
    public bool IsTemporary => status is null or HttpStatusCode.TooManyRequests || (int)status >= 500;
}

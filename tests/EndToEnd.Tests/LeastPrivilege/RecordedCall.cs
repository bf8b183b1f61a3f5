using System.Text.Json;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Local.Moto;

namespace Compressor.EndToEnd.Tests.LeastPrivilege;

/// <summary>A request to the local AWS, as its access record has it.</summary>
/// <param name="AccessKeyId">Whose key signed it.</param>
/// <param name="Service">The service that it was signed for, such as <c>s3</c>.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, decoded: for S3 the bucket and the key.</param>
/// <param name="Query">The query, as it was sent.</param>
/// <param name="Target">X-Amz-Target, which names the action of services that speak JSON.</param>
/// <param name="Conditions">The conditional headers that it carries.</param>
/// <param name="Status">The answer's HTTP status.</param>
internal sealed record RecordedCall(
    string AccessKeyId, string Service, string Method, string Path, string Query, string Target, string[] Conditions, int Status)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>How many requests there are so far.</summary>
    public static int Count(LocalAws aws) => Lines(aws).Count;

    /// <summary>Reads the requests of the function's role.</summary>
    /// <param name="aws">Whose record to read.</param>
    /// <param name="skip">How many requests, of anybody, to leave out.</param>
    public static IReadOnlyList<RecordedCall> ReadOfRole(LocalAws aws, int skip) =>
        ReadOf(aws, LocalCredentials.Role.AccessKeyId, skip);

    /// <summary>Reads the requests of an access key, or those that AWS made in the name of a role.</summary>
    public static IReadOnlyList<RecordedCall> ReadOf(LocalAws aws, string accessKeyIdOrRole, int skip) =>
    [
        .. Lines(aws).Skip(skip)
            .Select(line => JsonSerializer.Deserialize<RecordedCall>(line, Json)!)
            .Where(call => call.AccessKeyId == accessKeyIdOrRole),
    ];

    private static List<string> Lines(LocalAws aws)
    {
        using var reader = new StreamReader(new FileStream(aws.AccessRecordFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}

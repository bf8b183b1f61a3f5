using System.Buffers;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Model;

namespace Compressor.Toolkit.Aws;

/// <summary>Lists buckets with the SDK's client, whose XML reader alone is replaced: it is what takes the time of a listing.</summary>
public sealed class BucketLister : IDisposable
{
    private readonly Client _client;

    internal BucketLister(AWSCredentials? credentials, AmazonS3Config config) =>
        _client = credentials is null ? new Client(config) : new Client(credentials, config);

    /// <summary>Lists one page.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What the keys begin with; empty for all.</param>
    /// <param name="startAfter">Only keys that come after this one; null or empty for all.</param>
    /// <param name="maxKeys">How many, 1 to 1,000.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="AmazonS3Exception">S3 refused.</exception>
    public async Task<ListedPage> ListAsync(
        string bucket, string prefix, string? startAfter, int maxKeys, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request
        {
            BucketName = bucket,
            Prefix = prefix.Length == 0 ? null : prefix,
            StartAfter = string.IsNullOrEmpty(startAfter) ? null : startAfter,
            MaxKeys = maxKeys,
            Encoding = EncodingType.Url,
        };
        return ((ListedResponse)await _client.ListObjectsV2Async(request, cancellationToken)).Page;
    }

    public void Dispose() => _client.Dispose();

    private sealed class ListedResponse(ListedPage page) : ListObjectsV2Response
    {
        public ListedPage Page => page;
    }

    private sealed class Client : AmazonS3Client
    {
        public Client(AmazonS3Config config)
            : base(config)
        {
        }

        public Client(AWSCredentials credentials, AmazonS3Config config)
            : base(credentials, config)
        {
        }

        protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
        {
            base.CustomizeRuntimePipeline(pipeline);
            pipeline.ReplaceHandler<Unmarshaller>(new ListingReader());
        }
    }

    /// <summary>Reads the answer where the SDK would, so that what breaks off is tried again like any other request.</summary>
    private sealed class ListingReader : PipelineHandler
    {
        private const int UsualBytes = 512 * 1024;

        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            await base.InvokeAsync<T>(executionContext);
            var answer = executionContext.ResponseContext.HttpResponse;
            using var body = answer.ResponseBody;
            await using var stream = await body.OpenResponseAsync();
            var page = await ReadAsync(stream, executionContext.RequestContext.CancellationToken);
            var response = new ListedResponse(page) { HttpStatusCode = answer.StatusCode };
            executionContext.ResponseContext.Response = response;
            return (T)(object)response;
        }

        private static async Task<ListedPage> ReadAsync(Stream stream, CancellationToken cancellationToken)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(UsualBytes);
            try
            {
                var length = 0;
                while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
                {
                    length += read;
                    if (length == buffer.Length)
                    {
                        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                        buffer.AsSpan(0, length).CopyTo(larger);
                        ArrayPool<byte>.Shared.Return(buffer);
                        buffer = larger;
                    }
                }

                return ListingXml.Read(buffer.AsSpan(0, length));
            }
            catch (InvalidDataException e)
            {
                throw new IOException(e.Message, e);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}

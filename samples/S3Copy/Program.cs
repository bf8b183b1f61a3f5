using Amazon.S3;
using Compressor.Generators;
using S3Copy;
using Samples;

return await LambdaLoop.RunAsync(() =>
{
    var previews = new Previews(new AmazonS3Client(), Environment.GetEnvironmentVariable("OUTPUT_PREFIX") ?? "previews/");
    var answer = new JsonLineBuffer();
    return async (invocation, cancellationToken) =>
    {
        var result = await previews.CopyAsync(Json.ReadS3Event(invocation.Payload.Span), cancellationToken);
        answer.Clear();
        Json.Write(answer, result);
        return answer.WrittenMemory;
    };
});

namespace S3Copy
{
    /// <summary>Reads the event and writes the answer, in code that the generator writes.</summary>
    [JsonReader(typeof(S3Event))]
    [JsonWriter(typeof(CopyResult))]
    internal static partial class Json;
}

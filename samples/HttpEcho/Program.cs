using Compressor.Generators;
using HttpEcho;
using Samples;

return await LambdaLoop.RunAsync(() =>
{
    // The buffer cuts longer strings, for the sake of log lines. A body is whole: Lambda refuses answers of more than 6 MB by itself.
    var answer = new JsonLineBuffer(maxStringLength: int.MaxValue);
    return (invocation, _) =>
    {
        var request = Json.ReadHttpRequest(invocation.Payload.Span);
        answer.Clear();
        Json.Write(answer, Echo.Answer(request));
        return Task.FromResult(answer.WrittenMemory);
    };
});

namespace HttpEcho
{
    /// <summary>Reads requests and writes answers, in code that the generator writes.</summary>
    [JsonReader(typeof(HttpRequest))]
    [JsonWriter(typeof(HttpResponse), typeof(RequestDescription), typeof(Refusal), OmitNulls = true)]
    internal static partial class Json;
}

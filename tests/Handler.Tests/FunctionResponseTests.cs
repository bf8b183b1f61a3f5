using System.Text;
using System.Text.Json;
using Compressor.Core.Events;
using Compressor.Core.Outcomes;
using Compressor.Handler.Pipeline;
using CsCheck;

namespace Compressor.Handler.Tests;

public sealed class FunctionResponseTests
{
    /// <summary>Lambda's limit for a response.</summary>
    private const int LambdaLimit = 6 * 1024 * 1024;

    [Fact]
    public void One_object_is_answered_in_full() =>
        Write(Attempt("incoming/a.json")).ShouldBe(
            """{"results":[{"key":"incoming/a.json","outcome":"Compressed","archive":"processed/a.zip","bytesIn":10,"bytesOut":5}],"""
            + "\"objects\":1,\"omitted\":0,\"outcomes\":{\"Compressed\":1}}");

    [Fact]
    public void Thousands_of_long_keys_are_counted_and_the_first_results_are_given()
    {
        var attempts = Enumerable.Range(0, 8000)
            .Select(i => Attempt($"incoming/{i:0000}/{new string('ü', 450)}.json", (Outcome)(i % 5)))
            .ToArray();

        var json = Write(attempts);

        Encoding.UTF8.GetByteCount(json).ShouldBeLessThan(FunctionResponse.MaxResultBytes + 1024);
        Encoding.UTF8.GetByteCount(json).ShouldBeLessThan(LambdaLimit);
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var results = root.GetProperty("results").EnumerateArray().ToList();
        results.Count.ShouldBeGreaterThan(100);
        results[^1].GetProperty("key").GetString().ShouldBe(attempts[results.Count - 1].Upload.Key);
        root.GetProperty("objects").GetInt32().ShouldBe(8000);
        root.GetProperty("omitted").GetInt32().ShouldBe(8000 - results.Count);
        root.GetProperty("outcomes").EnumerateObject().Select(outcome => (outcome.Name, outcome.Value.GetInt32()))
            .ShouldBe(OutcomeNames.All.Select(name => (name, 1600)));
    }

    [Fact]
    public void Keys_are_readable_and_read_back_as_they_were() =>
        Gen.String.Sample(text =>
        {
            var key = $"incoming/ü+日本&<'>{text}.json";

            var json = Write(Attempt(key));

            json.ShouldContain("incoming/ü+日本&<'>");
            using var document = JsonDocument.Parse(json);
            document.RootElement.GetProperty("results")[0]
                .GetProperty("key")
                .GetString()
                .ShouldBe(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(key)));
        }, iter: 10_000);

    [Fact]
    public void A_batch_answers_every_task_with_a_result_of_bounded_length()
    {
        var incoming = new IncomingEvent(EventKind.S3Batch, []) { BatchSchemaVersion = "2.0", BatchInvocationId = "i" };
        var failed = Attempt("a") with { Result = null, Failure = new InvalidOperationException(new string('x', 100_000)) };

        using var document = JsonDocument.Parse(
            new FunctionResponse().WriteBatch(incoming, [failed, Attempt("b", Outcome.SourceMissing), Attempt("c")]));

        document.RootElement.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("resultCode").GetString())
            .ShouldBe(["TemporaryFailure", "PermanentFailure", "Succeeded"]);
        document.RootElement.GetProperty("results")[0]
            .GetProperty("resultString")
            .GetString()!.Length.ShouldBe(FunctionResponse.MaxResultStringLength);
    }

    private static ObjectAttempt Attempt(string key, Outcome outcome = Outcome.Compressed) => new(
        new ObjectUpload { Bucket = "uploads", Key = key, IsObjectCreated = true, TaskId = key },
        new ObjectResult(key, outcome) { ArchiveKey = "processed/a.zip", BytesIn = 10, BytesOut = 5 },
        null);

    private static string Write(params ObjectAttempt[] attempts) =>
        Encoding.UTF8.GetString(new FunctionResponse().Write(attempts).Span);
}

using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Objects.DeadLetters;
using Compressor.Cli.Objects.Run;
using Compressor.Cli.Objects.Upload;
using Compressor.Core.Events;

namespace Compressor.Cli.Tests.Objects.Run;

public sealed class RunChecksTests
{
    private static readonly RunFile Ordinary = File("a.json", errorType: null);
    private static readonly RunFile Twice = File("b.json", errorType: null) with { Deliveries = 2 };
    private static readonly RunFile TooLarge = File("c.json", "ObjectTooLarge");

    [Fact]
    public void Files_with_their_outcomes_are_not_a_problem() => Find(
        [Outcome("a.json"), Outcome("b.json"), Outcome("b.json", "Duplicate")],
        [Letter("c.json", "ObjectTooLarge")]).ShouldBeEmpty();

    [Fact]
    public void An_event_that_was_never_answered_is_named() => Find(
        [Outcome("b.json"), Outcome("b.json", "Duplicate")],
        [Letter("c.json", "ObjectTooLarge")]).ShouldBe(["a.json: must be Compressed, was never answered"]);

    [Fact]
    public void Two_archives_of_one_upload_are_a_problem() => Find(
        [Outcome("a.json"), Outcome("b.json"), Outcome("b.json")],
        [Letter("c.json", "ObjectTooLarge")]).ShouldBe(["b.json: must be Compressed + Duplicate, was Compressed + Compressed"]);

    [Fact]
    public void A_file_over_the_limit_that_was_compressed_is_a_problem() => Find(
        [Outcome("a.json"), Outcome("b.json"), Outcome("b.json", "Duplicate"), Outcome("c.json")], []).ShouldBe(
        [
            "c.json: should have failed with ObjectTooLarge, but was Compressed",
            "c.json: should be in the dead-letter queue once as ObjectTooLarge, but was not there",
        ]);

    [Fact]
    public void Another_error_than_expected_is_a_problem() => Find(
        [Outcome("a.json"), Outcome("b.json"), Outcome("b.json", "Duplicate")],
        [Letter("c.json", "AccessDenied")])
            .ShouldBe(["c.json: should be in the dead-letter queue once as ObjectTooLarge, but was AccessDenied"]);

    [Fact]
    public void A_dead_letter_of_a_file_that_must_not_fail_is_told_with_its_error() => Find(
        [Outcome("b.json"), Outcome("b.json", "Duplicate")],
        [Letter("c.json", "ObjectTooLarge"), Letter("a.json", "StorageUnreachable")]).ShouldBe(
        [
            "a.json: must be Compressed, was never answered",
            "a.json: in the dead-letter queue: StorageUnreachable: told",
        ]);

    [Fact]
    public void Bytes_that_were_not_read_are_a_problem() => Find(
        [Outcome("a.json") with { BytesIn = 9 }, Outcome("b.json"), Outcome("b.json", "Duplicate")],
        [Letter("c.json", "ObjectTooLarge")]).ShouldBe(["a.json: read 9 bytes of 10"]);

    [Fact]
    public void Events_of_other_objects_are_a_problem() => Find(
        [Outcome("a.json"), Outcome("b.json"), Outcome("b.json", "Duplicate"), Outcome("x.json", "Skipped")],
        [Letter("c.json", "ObjectTooLarge"), new("arn", "UnknownEvent", "told", 3, default)]).ShouldBe(
        [
            "incoming/x.json: an event for an object that this run did not upload",
            "a dead letter that names no object: UnknownEvent: told",
        ]);

    private static IEnumerable<string> Find(ObjectOutcome[] outcomes, DeadLetterMessage[] letters) =>
        RunChecks.Find([Ordinary, Twice, TooLarge], outcomes, letters);

    private static RunFile File(string name, string? errorType) =>
        new(new SourceFile($"/input/{name}", name, 10), $"incoming/{name}", errorType is null ? $"processed/{name}.zip" : null, errorType);

    private static ObjectOutcome Outcome(string name, string outcome = "Compressed") => new($"incoming/{name}", outcome, null, 10, 5);

    private static DeadLetterMessage Letter(string name, string errorType) => new("arn", errorType, "told", 3, default)
    {
        Objects = [new ObjectUpload { Bucket = "uploads", Key = $"incoming/{name}", IsObjectCreated = true }],
    };
}

using System.Text;
using Compressor.Core.Events;

namespace Compressor.Core.Tests.Events;

public class MalformedEventTests
{
    [Theory]
    [InlineData("", "$", 0, "a JSON value", "the end of the document")]
    [InlineData("[]", "$", 0, "an object", "an array")]
    [InlineData("""{"Records":[}""", "$.Records", 12, "a value or ']'", "'}'")]
    [InlineData("""{"Records" []}""", "$", 11, "':'", "'['")]
    [InlineData("""{"Records":[{"s3":{"object":{"key":1}}}]}""", "$.Records[0].s3.object.key", 35, "a string", "the number 1")]
    [
        InlineData(
            """{"Records":[{"s3":{"object":{"key":"k","size":"big"}}}]}""",
            "$.Records[0].s3.object.size",
            46,
            "an integer from -9223372036854775808 to 9223372036854775807",
            "the string \"big\"")]
    [
        InlineData(
            """{"Records":[{"s3":{"bucket":{"name":"bbb"}}}]}""", "$.Records[0].s3", 42, "the property \"object\"", "an object without it")]
    [InlineData("""{"Records":[null]}""", "$.Records[0]", 12, "an object", "null")]
    [InlineData("""{"Records":[]} x""", "$", 15, "the end of the document", "'x'")]
    [InlineData("""{"Records":[{"Sns":{"Message":true}}]}""", "$.Records[0].Sns.Message", 30, "a string", "true")]
    public void Error_says_where_what_was_expected_and_what_was_found(string json, string path, long offset, string expected, string found)
    {
        var error = Should.Throw<MalformedEventException>(() => EventReader.Read(Encoding.UTF8.GetBytes(json)));

        error.Path.ShouldBe(path);
        error.Expected.ShouldBe(expected);
        error.Found.ShouldBe(found);
        error.Offset.ShouldBe(offset);
        error.Message.ShouldBe($"The event is malformed at {path} (byte {offset}): expected {expected}, found {found}.");
    }

    [Fact]
    public void Event_cut_off_at_any_byte_is_malformed()
    {
        var whole = SampleEvents.S3("incoming/%C3%A9+x.json");
        var end = Array.LastIndexOf(whole, (byte)'}');

        for (var length = 0; length <= end; length++)
        {
            var error = Should.Throw<MalformedEventException>(() => EventReader.Read(whole.AsSpan(0, length)));
            error.Offset!.Value.ShouldBeLessThanOrEqualTo(length);
        }
    }

    [Fact]
    public void Error_inside_a_message_names_the_message() =>
        Should.Throw<MalformedEventException>(
            () => EventReader.Read("""{"Records":[{"messageId":"m","body":"{\"Records\":[{\"s3\":1}]}"}]}"""u8))
            .Message.ShouldBe(
                "The event is malformed at $.Records[0].body: $.Records[0].s3 (byte 18): expected an object, found the number 1.");

    [Theory]
    [InlineData("""{"Records":[{"s3":{"bucket":{"name":"\ud800"},"object":{"key":"k"}}}]}""")]
    [InlineData("""{"Records":[{"\ud800":1}]}""")]
    public void Half_a_surrogate_pair_is_malformed(string json) =>
        Should.Throw<MalformedEventException>(
            () => EventReader.Read(Encoding.UTF8.GetBytes(json))).Found.ShouldBe("invalid UTF-8 or half of a surrogate pair");

    [Fact]
    public void Bytes_that_are_no_utf8_are_malformed() =>
        Should.Throw<MalformedEventException>(
            () => EventReader.Read([.. """{"Records":[{"s3":{"bucket":{"name":"""u8, (byte)'"', 0xFF, (byte)'"', .. "}}}]}"u8]))
            .Path.ShouldBe("$.Records[0].s3.bucket.name");

    [Fact]
    public void Unknown_property_may_be_nested_as_deep_as_it_likes()
    {
        const int depth = 10_000;
        var json = $$"""{"x":{{new string('[', depth)}}{{new string(']', depth)}},"Records":[]}""";

        EventReader.Read(Encoding.UTF8.GetBytes(json)).Uploads.ShouldBeEmpty();
    }

    [Fact]
    public void Deep_nesting_that_never_ends_is_malformed()
    {
        var json = string.Concat(Enumerable.Repeat("{\"x\":", 10_000));

        Should.Throw<MalformedEventException>(() => EventReader.Read(Encoding.UTF8.GetBytes(json))).Path.Length.ShouldBeLessThan(500);
    }

    [Fact]
    public void Last_of_two_properties_with_one_name_wins() =>
        EventReader.Read("""{"Records":[{"s3":{"bucket":{"name":"aaa","name":"bbb"},"object":{"key":"k","key":"l"}}}]}"""u8)
            .Uploads.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                upload => upload.Bucket.ShouldBe("bbb"),
                upload => upload.Key.ShouldBe("l"));
}

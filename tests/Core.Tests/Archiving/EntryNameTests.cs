using Compressor.Core.Archiving;
using CsCheck;

namespace Compressor.Core.Tests.Archiving;

public sealed class EntryNameTests
{
    [Theory]
    [InlineData("incoming/ab/file.json", "file.json")]
    [InlineData("file.json", "file.json")]
    [InlineData("incoming/../../etc/passwd", "passwd")]
    [InlineData("incoming/..", "object")]
    [InlineData("incoming/C:\\windows\\x.json", "C__windows_x.json")]
    [InlineData("incoming/a\nb\u0007.json", "a_b_.json")]
    [InlineData("incoming/", "object")]
    public void The_entry_is_named_after_the_last_segment_made_safe(string key, string name) =>
        EntryName.From(key).ShouldBe(name);

    [Fact]
    public void No_key_gives_a_name_that_leads_out_of_a_folder() =>
        Gen.String.Sample(key =>
        {
            var name = EntryName.From(key);
            name.ShouldNotBeNullOrEmpty();
            name.ShouldNotBeOneOf(".", "..");
            name.ShouldSatisfyAllConditions(
                () => name.Any(c => c is '/' or '\\' or ':' || char.IsControl(c)).ShouldBeFalse());
        });
}

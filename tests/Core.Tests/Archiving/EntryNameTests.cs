using System.Text;
using Compressor.Core.Archiving;
using CsCheck;

namespace Compressor.Core.Tests.Archiving;

public sealed class EntryNameTests
{
    [Theory]
    [InlineData("incoming/ab/file.json", "file.json")]
    [InlineData("file.json", "file.json")]
    [InlineData("incoming/Zürich 50% + 日本 ☃ (1+1=2) %41.json", "Zürich 50% + 日本 ☃ (1+1=2) %41.json")]
    [InlineData("incoming/.hidden.json", ".hidden.json")]
    [InlineData("incoming/console.json", "console.json")]
    [InlineData("incoming/_", "_")]
    [InlineData("incoming/../../etc/passwd", "passwd")]
    [InlineData("incoming/..", "object")]
    [InlineData("incoming/", "object")]
    [InlineData("incoming/C:\\windows\\x.json", "C__windows_x.json")]
    [InlineData("incoming/a\nb\u0007.json", "a_b_.json")]
    [InlineData("incoming/\"q\".json", "_q_.json")]
    [InlineData("incoming/a?b*c<d>e|f.json", "a_b_c_d_e_f.json")]
    [InlineData("incoming/CON.json", "_CON.json")]
    [InlineData("incoming/con", "_con")]
    [InlineData("incoming/NUL .tar.gz", "_NUL .tar.gz")]
    [InlineData("incoming/Lpt9.json", "_Lpt9.json")]
    [InlineData("incoming/COM¹.json", "_COM¹.json")]
    [InlineData("incoming/CONIN$", "_CONIN$")]
    [InlineData("incoming/trail .json", "trail .json")]
    [InlineData("incoming/trail.json ", "trail.json_")]
    [InlineData("incoming/dots...", "dots___")]
    [InlineData("incoming/dots. . .", "dots_____")]
    [InlineData("incoming/gpj.\u202Eexe.json", "gpj._exe.json")]
    [InlineData("incoming/a\u2066b\u200Fc\u061Cd.json", "a_b_c_d.json")]
    [InlineData("incoming/a\u2028b\u2029c.json", "a_b_c.json")]
    public void The_entry_is_named_after_the_last_segment_made_safe(string key, string name) =>
        EntryName.From(key).ShouldBe(name);

    [Fact]
    public void A_long_name_is_cut_before_its_extension()
    {
        var name = EntryName.From($"incoming/{new string('é', 400)}.json");

        name.ShouldStartWith("éé");
        name.ShouldEndWith("é.json");
        Encoding.UTF8.GetByteCount(name).ShouldBeInRange(250, EntryName.MaxBytes);
    }

    [Fact]
    public void No_key_gives_a_name_that_any_system_takes_for_something_else() =>
        Gen.String.Sample(key =>
        {
            var name = EntryName.From(key);

            name.ShouldNotBeNullOrEmpty();
            name.ShouldNotBeOneOf(".", "..");
            name.ShouldSatisfyAllConditions(
                () => name.Any(c => "<>:\"/\\|?*".Contains(c) || char.IsControl(c)).ShouldBeFalse(),
                () => name[^1].ShouldNotBeOneOf('.', ' '),
                () => Encoding.UTF8.GetByteCount(name).ShouldBeLessThanOrEqualTo(EntryName.MaxBytes),
                () => EntryName.From(name).ShouldBe(name, "a safe name stays as it is"));
        });
}

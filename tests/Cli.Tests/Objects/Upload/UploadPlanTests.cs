using Compressor.Cli.Objects.Upload;
using Compressor.Core.Keys;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Objects.Upload;

public sealed class UploadPlanTests : IDisposable
{
    private static readonly KeyMapping Mapping = new("incoming/", "processed/", ".json");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_all_files_below_it_named_by_their_path_in_it()
    {
        _folder.Add("a.json", "1"u8);
        _folder.Add("b/c d.json", "22"u8);
        _folder.Add(".hidden.json", "333"u8);

        new SourceFiles([_folder.Path]).Enumerate().Select(file => (file.Name, file.Size)).OrderBy(file => file.Size)
            .ShouldBe([("a.json", 1L), ("b/c d.json", 2L), (".hidden.json", 3L)]);
    }

    [Fact]
    public void Links_are_left_out_and_told()
    {
        var secret = _folder.Add("outside/secret.json", "1"u8);
        _folder.Add("input/a.json", "1"u8);
        var file = Link("input/b.json", secret);
        var folder = Link("input/all", Path.GetDirectoryName(secret)!);
        var files = new SourceFiles([Path.Combine(_folder.Path, "input")]);

        files.Enumerate().Select(found => found.Name).ShouldBe(["a.json"]);

        files.SkippedLinks.ShouldBe([file, folder], ignoreOrder: true);
        files.SkippedLinksLine!.ShouldStartWith("left out: 2 symbolic links, such as ");
        files.SkippedLinksLine!.ShouldEndWith("; --follow-links follows them");
    }

    [Fact]
    public void Links_are_followed_on_request_each_folder_once()
    {
        var other = _folder.Add("outside/other.json", new byte[1000]);
        _folder.Add("input/a/b.json", "1"u8);
        Link("input/a/parent", Path.Combine(_folder.Path, "input"));
        Link("input/linked.json", other);
        Link("input/first", Path.GetDirectoryName(other)!);
        Link("input/second", Path.GetDirectoryName(other)!);
        var files = new SourceFiles([Path.Combine(_folder.Path, "input")], followLinks: true);

        var found = files.Enumerate().ToList();

        found.Select(file => file.Size).Order().ShouldBe([1, 1000, 1000]);
        found.ShouldContain(file => file.Name == "a/b.json");
        found.ShouldContain(file => file.Name == "linked.json");
        found.Count(file => file.Name is "first/other.json" or "second/other.json").ShouldBe(1);
    }

    [Fact]
    public void Links_that_lead_nowhere_or_to_each_other_are_left_out_and_told()
    {
        _folder.Add("input/a.json", "1"u8);
        var nowhere = Link("input/nowhere.json", Path.Combine(_folder.Path, "gone.json"));
        var (first, second) = (Link("input/first.json", "second.json"), Link("input/second.json", "first.json"));
        var files = new SourceFiles([Path.Combine(_folder.Path, "input")], followLinks: true);

        files.Enumerate().Select(file => file.Name).ShouldBe(["a.json"]);

        files.SkippedLinks.ShouldBe([nowhere, first, second], ignoreOrder: true);
        files.SkippedLinksLine!.ShouldStartWith(
            "left out: 3 symbolic links that lead nowhere or to a folder that is already included, such as ");
    }

    [Fact]
    public void A_link_that_is_given_by_name_is_what_was_asked_for()
    {
        var file = _folder.Add("a.json", new byte[1000]);

        Plan(Link("b.json", file)).Bytes.ShouldBe(1000);
    }

    [Fact]
    public void Files_that_no_notification_would_match_are_left_out_by_name()
    {
        _folder.Add("a.json", "1"u8);
        var other = _folder.Add("notes.txt", "1"u8);

        var plan = Plan(_folder.Path);

        plan.Files.ShouldBe(1);
        plan.Skipped.ShouldBe([other]);
        plan.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_given_by_name_that_no_notification_would_match_is_refused()
    {
        var file = _folder.Add("notes.txt", "1"u8);

        Plan(file).Refusals.ShouldBe([$"{file}: the name does not end in '.json', so nothing would compress it"]);
    }

    [Fact]
    public void Two_files_that_would_meet_in_one_key_are_refused()
    {
        var first = _folder.Add("a/x.json", "1"u8);
        var second = _folder.Add("b/x.json", "2"u8);

        Plan(first, second).Refusals.ShouldBe([$"{second}: {first} has the same name 'x.json'; give the folder above both instead"]);
        Plan(_folder.Path).Refusals.ShouldBeEmpty();
    }

    [Fact]
    public void A_key_that_S3_would_not_take_is_refused()
    {
        var name = string.Join('/', Enumerable.Repeat(new string('ü', 100), 6)) + ".json";
        _folder.Add(name, "1"u8);

        Plan(_folder.Path).Refusals.ShouldHaveSingleItem().ShouldEndWith("the key would have 1222 bytes; S3 allows 1024");
    }

    [Fact]
    public void A_path_that_does_not_exist_is_named() =>
        Should.Throw<FileNotFoundException>(() => Plan("/no/such/file.json")).Message.ShouldBe(
            "/no/such/file.json: no such file or folder");

    private static UploadPlan Plan(params string[] paths) => UploadPlan.Create(new SourceFiles(paths), Mapping);

    private string Link(string name, string target)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.CreateSymbolicLink(path, target).FullName;
    }
}

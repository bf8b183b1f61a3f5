using Compressor.Core.Keys;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Objects.Upload;

[Integration]
public sealed class UploadCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private S3Double _s3 = null!;

    public async Task InitializeAsync() => _s3 = await S3Double.StartAsync();

    public async Task DisposeAsync() => await _s3.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Counts_are_told_at_the_end()
    {
        _folder.Add("a.json", "1"u8);
        _folder.Add("notes.txt", "1"u8);

        var (exitCode, output, error) = await RunAsync(_folder.Path, "--bucket", "bucket");

        exitCode.ShouldBe(0);
        output.ShouldEndWith("1 uploaded, 0 already there, 1 left out, 0 failed\n");
        error.ShouldStartWith($"left out: {_folder.Path}/notes.txt does not end in '.json'");
    }

    [Fact]
    public async Task A_link_out_of_the_folder_is_left_out_unless_links_are_followed()
    {
        _folder.Add("input/a.json", "1"u8);
        var link = Path.Combine(_folder.Path, "input", "secret.json");
        File.CreateSymbolicLink(link, _folder.Add("secret.json", "23"u8));
        var input = Path.GetDirectoryName(link)!;

        var (exitCode, output, error) = await RunAsync(input, "--bucket", "bucket");

        exitCode.ShouldBe(0);
        output.ShouldEndWith("1 uploaded, 0 already there, 0 left out, 0 failed\n");
        error.ShouldBe($"left out: the symbolic link {link}; --follow-links follows it\n");
        (await RunAsync(input, "--bucket", "bucket", "--follow-links")).Error.ShouldBe("");
        _s3.Objects.Select(stored => stored.Value.Bytes.Length).Order().ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Another_prefix_and_suffix_can_be_used()
    {
        _folder.Add("a.csv", "1"u8);

        (await RunAsync(_folder.Path, "--bucket", "bucket", "--prefix", "in/", "--suffix", ".csv")).ExitCode.ShouldBe(0);

        _s3.Objects.Keys.ShouldBe([$"in/{KeyMapping.Shard("a.csv")}/a.csv"]);
    }

    [Fact]
    public async Task A_file_that_failed_makes_the_exit_code_1()
    {
        var path = _folder.Add("a.json", "1"u8);
        _s3.Failures[("PUT", "*")] = (403, "AccessDenied");

        var (exitCode, output, error) = await RunAsync(path, "--bucket", "bucket");

        exitCode.ShouldBe(1);
        output.ShouldEndWith("0 uploaded, 0 already there, 0 left out, 1 failed\n");
        error.ShouldStartWith($"failed: {path}: access to the bucket 'bucket' is denied");
    }

    [Fact]
    public async Task Wrong_usage_is_one_line_and_exit_code_2()
    {
        var (exitCode, _, error) = await RunAsync("/no/such/folder", "--bucket", "bucket");

        exitCode.ShouldBe(2);
        error.ShouldBe("compressor: /no/such/folder: no such file or folder\n");
    }

    [Theory]
    [InlineData("--concurrency", "0", "--concurrency must be a number from 1 to 256")]
    [InlineData("--endpoint-url", "here", "'here' is not an http or https URL")]
    public async Task A_wrong_option_is_named(string option, string value, string message)
    {
        var (exitCode, _, error) = await RunAsync(_folder.Path, "--bucket", "bucket", option, value);

        exitCode.ShouldBe(2);
        error.ShouldStartWith($"compressor: {message}\n");
    }

    private Task<ProgramRun> RunAsync(params string[] arguments) => ProgramRun.RunAsync(
        ProgramRun.Compressor,
        ["upload", .. arguments],
        new Dictionary<string, string?>
        {
            ["AWS_ENDPOINT_URL"] = _s3.Address.ToString(),
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ACCESS_KEY_ID"] = "id",
            ["AWS_SECRET_ACCESS_KEY"] = "secret",
        });
}

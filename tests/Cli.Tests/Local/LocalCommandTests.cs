using System.CommandLine;
using Compressor.Cli.Commands;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Local;

[Integration]
public class LocalCommandTests
{
    [Theory]
    [InlineData("--retry-delays 5x", "'5x' is not a list of times such as 1s,2s, 500ms or 1m,2m")]
    [InlineData("--retry-delays 1s,,2s", "'1s,,2s' is not a list of times such as 1s,2s, 500ms or 1m,2m")]
    [InlineData("--retry-delays -1s", "'-1s' is not a list of times such as 1s,2s, 500ms or 1m,2m")]
    [InlineData("--concurrency -1", "--concurrency must be a number from 0 to 1000")]
    [InlineData("--port 70000", "--port must be a number from 0 to 65535")]
    [InlineData("--queue-limit -1", "--queue-limit must be 0 or more")]
    [InlineData("--endpoint-url ftp://x", "'ftp://x' is not an http or https URL")]
    [InlineData("--package a.zip --outputs b.json", "--package brings its own AWS and deployment: leave --endpoint-url and --outputs out")]
    [InlineData("--bootstrap /none", "--bootstrap must be a program that exists")]
    [InlineData("--watch --package a.zip --bootstrap /bin/true", "--watch runs what it builds: leave --bootstrap out")]
    [InlineData("--watch", "--watch needs --package: it replaces only the program in the zip")]
    public void Wrong_usage_is_named(string arguments, string message) =>
        LocalCommand.Create().Parse(arguments).Errors.Select(error => error.Message).ShouldContain(message);

    [Theory]
    [InlineData("")]
    [InlineData("--retry-delays 500ms,1.5s,2m,1h --concurrency 0 --queue-limit 10 --port 0 --json")]
    [InlineData("--package a.zip --watch")]
    [InlineData("--package a.zip --bootstrap /bin/true")]
    [InlineData("--outputs - --endpoint-url https://127.0.0.1:5000 --ca-bundle ca.pem --log-file x.log")]
    public void Right_usage_is_taken(string arguments) => LocalCommand.Create().Parse(arguments).Errors.ShouldBeEmpty();

    [Fact]
    public void Help_has_examples()
    {
        using var output = new StringWriter();

        new RootCommand { LocalCommand.Create() }.Parse("local --help").Invoke(new() { Output = output });

        output.ToString().ShouldContain("Examples:");
        output.ToString().ShouldContain("aws lambda invoke --endpoint-url http://127.0.0.1:9001");
    }
}

using System.CommandLine;
using Amazon.Runtime;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;
using static Compressor.Toolkit.CommandLine.CommandOptions;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor invoke FILE</c>: sends an event from a file to the function of <c>compressor local</c>.</summary>
internal static class InvokeCommand
{
    private const string Examples = """
          compressor invoke samples/events/s3.json
              Sends the event to the function of `compressor local`, and prints its answer.
          compressor invoke event.json --event
              Puts the event into the function's queue, as S3 does, and waits for nothing.
          jq '.requestPayload' letter.json | compressor invoke -
              Sends the event of a dead letter.
        """;

    public static Command Create()
    {
        var options = new InvokeOptions();
        var command = new Command(
            "invoke", "Sends an event from a file to the function of `compressor local`.");
        options.AddTo(command);
        CommandHelp.Add(command, "the function failed, or did not get the event", Examples);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var payload = await options.ReadEventAsync(parsed, cancellationToken);
            using var invoker = new FunctionInvoker(options.Connect(parsed));
            if (options.IsQueued(parsed))
            {
                await invoker.SendAsync(options.Function(parsed), payload, cancellationToken);
                return 0;
            }

            var answer = await invoker.InvokeAsync(options.Function(parsed), payload, cancellationToken);
            await Console.Error.WriteAsync(options.IsLogged(parsed) ? answer.LogTail : "");
            Console.WriteLine(answer.Payload);
            return answer.Error is null ? 0 : CommandRunner.Problems;
        });
        return command;
    }
}

/// <summary>The options of <c>compressor invoke</c>.</summary>
internal sealed class InvokeOptions
{
    private readonly Argument<string> _file = new("file") { Description = "A file with the event as JSON, or - for standard input." };
    private readonly Option<string> _function = Create("--function", "The function's name or ARN.", "name", "compressor");
    private readonly Option<bool> _event = new("--event") { Description = "Put the event into the queue, and do not wait for an answer." };
    private readonly Option<bool> _log = new("--log") { Description = "Print the last 4 KB of the invocation's log to standard error." };
    private readonly Option<Uri> _endpoint = new("--endpoint-url")
    {
        Description = "Where the Invoke API is.",
        HelpName = "url",
        CustomParser = result => Url(result)!,
        DefaultValueFactory = _ => new("http://127.0.0.1:9001"),
    };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_file);
        command.Add(_function, _event, _log, _endpoint);
    }

    /// <summary>Whether the event goes into the queue.</summary>
    public bool IsQueued(ParseResult parsed) => parsed.GetValue(_event);

    /// <summary>Whether the log is printed.</summary>
    public bool IsLogged(ParseResult parsed) => parsed.GetValue(_log);

    /// <summary>The function's name.</summary>
    public string Function(ParseResult parsed) => parsed.GetRequiredValue(_function);

    /// <summary>The local Invoke API takes any credentials.</summary>
    public AwsConnection Connect(ParseResult parsed) =>
        new(parsed.GetRequiredValue(_endpoint), "us-east-1", Credentials: new BasicAWSCredentials("local", "local"));

    /// <summary>Reads the event.</summary>
    /// <exception cref="CommandException">The file cannot be read.</exception>
    public async Task<byte[]> ReadEventAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = parsed.GetRequiredValue(_file);
        if (file == "-")
        {
            using var buffer = new MemoryStream();
            await using var input = Console.OpenStandardInput();
            await input.CopyToAsync(buffer, cancellationToken);
            return buffer.ToArray();
        }

        try
        {
            return await File.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"the event cannot be read: {e.Message}");
        }
    }
}

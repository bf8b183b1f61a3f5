using System.CommandLine;
using Compressor.Cli.Objects.Redrive;
using Compressor.Toolkit.CommandLine;
using static Compressor.Toolkit.CommandLine.CommandOptions;

namespace Compressor.Cli.Commands;

/// <summary><c>compressor redrive</c>: what the dead-letter queue holds, and sending it again.</summary>
internal static class RedriveCommand
{
    private const string Examples = """
          compressor redrive
              What is there, by error type. Nothing is changed.
          compressor redrive --yes --error-type StorageUnreachable
              Sends the events that failed with that error again, once their cause is mended.
        """;

    public static Command Create()
    {
        var (options, deployed) = (new RedriveOptions(), new DeployedOptions());
        var command = new Command(
            "redrive",
            "Shows what the dead-letter queue holds by error type, and sends it again. Exit code 1: an event is lost or was not sent.");
        options.AddTo(command);
        deployed.AddTo(command);
        ExamplesHelp.Add(command, Examples);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (deployment, connection) = await deployed.ReadAsync(parsed, cancellationToken);
            var job = new RedriveJob(deployment, connection, options.Read(parsed), Terminal.Create(), Console.Error);
            return await job.RunAsync(new ConsoleProgress(Terminal.Create(error: true)), cancellationToken);
        });
        return command;
    }
}

/// <summary>The options of <c>compressor redrive</c>.</summary>
internal sealed class RedriveOptions
{
    private readonly Option<string?> _errorType = Create<string?>("--error-type", "Only events that failed with this error.", "type");
    private readonly Option<bool> _yes = new("--yes")
    {
        Description = "Send the events again, and delete each message once Lambda has taken its event.",
    };

    public void AddTo(Command command) => command.Add(_errorType, _yes);

    public RedriveRequest Read(ParseResult parsed) => new(parsed.GetValue(_errorType), parsed.GetValue(_yes));
}

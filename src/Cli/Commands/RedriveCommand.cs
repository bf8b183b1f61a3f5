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
            "Shows the events in the dead-letter queue by error type, and sends them again.");
        options.AddTo(command);
        deployed.AddTo(command);
        CommandHelp.Add(command, "an event is lost or was not sent", Examples);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (deployment, connection) = await deployed.ReadAsync(parsed, cancellationToken);
            var job = new RedriveJob(deployment, connection, options.Read(parsed), Terminal.Create(parsed), Console.Error);
            return await job.RunAsync(new ConsoleProgress(Terminal.Create(parsed, error: true)), cancellationToken);
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
        Description = "Send the events again, and delete each message after Lambda has accepted its event.",
    };

    public void AddTo(Command command) => command.Add(_errorType, _yes);

    public RedriveRequest Read(ParseResult parsed) => new(parsed.GetValue(_errorType), parsed.GetValue(_yes));
}

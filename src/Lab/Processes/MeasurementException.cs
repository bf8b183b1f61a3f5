using Compressor.Toolkit.CommandLine;

namespace Compressor.Lab.Processes;

/// <summary>Something could not be measured; the message says in one line what.</summary>
/// <param name="message">The line.</param>
/// <param name="functionError">The error that the program answered to an event or reported from its init, as JSON; null where it did not
/// get so far.</param>
internal sealed class MeasurementException(string message, string? functionError = null) : CommandException(message, CommandRunner.Problems)
{
    public string? FunctionError => functionError;
}

using System.CommandLine;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Toolkit.Lambda;

/// <summary>The option that names the function's zip, with the one that <c>make package</c> writes as its default.</summary>
public sealed class PackageOption
{
    private readonly Option<FileInfo> _package = CommandOptions.Create(
        "--package", "The function's zip, as make package writes it.", "zip", new FileInfo("artifacts/package/function-x86_64.zip"));

    public PackageOption() => _package.AcceptExistingOnly();

    public void AddTo(Command command) => command.Options.Add(_package);

    /// <summary>The zip's absolute path.</summary>
    public string Path(ParseResult parsed) => parsed.GetRequiredValue(_package).FullName;

    /// <summary>Unpacks the function, unless that was done before.</summary>
    /// <exception cref="CommandException">The file is not a function's zip.</exception>
    public Task<FunctionCode> UnpackAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        FunctionCode.UnpackAsync(Path(parsed), System.IO.Path.Combine(System.IO.Path.GetTempPath(), "compressor-lab"), cancellationToken);
}

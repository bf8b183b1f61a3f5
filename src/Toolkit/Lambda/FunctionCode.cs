using System.CommandLine;
using System.IO.Compression;
using System.Security.Cryptography;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Toolkit.Lambda;

/// <summary>The function's zip, unpacked.</summary>
/// <param name="Folder">The absolute path of the folder: the function's LAMBDA_TASK_ROOT.</param>
/// <param name="Bootstrap">The absolute path of the program that Lambda starts.</param>
public sealed record FunctionCode(string Folder, string Bootstrap)
{
    /// <summary>What Lambda has programs look for others in.</summary>
    private const string LambdaPath = "/usr/local/bin:/usr/bin:/bin:/opt/bin";

    /// <summary>The variable PATH of the program. One that is not the zip's may need what its user has.</summary>
    public string Path { get; private init; } = LambdaPath;

    /// <summary>Returns the same function with another program: the zip's other files stay where it looks for them.</summary>
    /// <param name="bootstrap">The program's path.</param>
    /// <exception cref="CommandException">There is no such file.</exception>
    public FunctionCode Run(string bootstrap) => File.Exists(bootstrap)
        ? this with
        {
            Bootstrap = System.IO.Path.GetFullPath(bootstrap),
            Path = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : LambdaPath,
        }
        : throw new CommandException($"There is no program {bootstrap}.");

    /// <summary>Unpacks a zip into a folder named after its content, unless it is there already.</summary>
    /// <param name="package">The path of the zip.</param>
    /// <param name="cache">The folder that holds such folders.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommandException">
    /// There is no such file, it is not a zip, or it has no executable <c>bootstrap</c> at its root.
    /// </exception>
    public static async Task<FunctionCode> UnpackAsync(string package, string cache, CancellationToken cancellationToken)
    {
        if (!File.Exists(package))
        {
            throw new CommandException($"The function's zip does not exist: {package}. `make package` builds it.");
        }

        return Unpack(await File.ReadAllBytesAsync(package, cancellationToken), package, cache);
    }

    /// <summary>The same of a zip in memory.</summary>
    /// <param name="zip">The zip.</param>
    /// <param name="name">How messages call it.</param>
    /// <param name="cache">The folder that holds such folders.</param>
    /// <exception cref="CommandException">It is not a zip, or it has no executable <c>bootstrap</c> at its root.</exception>
    public static FunctionCode Unpack(byte[] zip, string name, string cache)
    {
        var folder = FolderFor(SHA256.HashData(zip), cache);
        if (!Directory.Exists(folder))
        {
            Extract(zip, name, folder);
        }

        return Find(folder) ?? throw new CommandException($"The function's zip has no executable `bootstrap` at its root: {name}.");
    }

    /// <summary>Returns a zip that was unpacked before, or null.</summary>
    /// <param name="sha256">The zip's SHA-256, in base64.</param>
    /// <param name="cache">The folder that holds such folders.</param>
    public static FunctionCode? Find(string sha256, string cache) => Find(FolderFor(Convert.FromBase64String(sha256), cache));

    private static FunctionCode? Find(string folder)
    {
        var bootstrap = System.IO.Path.Combine(folder, "bootstrap");
        return File.Exists(bootstrap) && (OperatingSystem.IsWindows() || File.GetUnixFileMode(bootstrap).HasFlag(UnixFileMode.UserExecute))
            ? new(folder, bootstrap)
            : null;
    }

    private static string FolderFor(byte[] hash, string cache) =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(cache, Convert.ToHexStringLower(hash)[..16]));

    /// <summary>Into a folder beside it first, so that an interrupted start leaves nothing half unpacked under the real name.</summary>
    private static void Extract(byte[] zip, string package, string folder)
    {
        var partial = $"{folder}.{Environment.ProcessId}.partial";
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
            archive.ExtractToDirectory(partial, overwriteFiles: true);
            Directory.Move(partial, folder);
        }
        catch (InvalidDataException e)
        {
            throw new CommandException($"The function's zip cannot be read: {package}: {e.Message}");
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process unpacked the same zip at the same time.
            Directory.Delete(partial, recursive: true);
        }
    }
}

/// <summary>The option that names the function's zip, with the one that <c>make package</c> writes as its default.</summary>
public sealed class PackageOption
{
    private readonly Option<FileInfo> _package = CommandOptions.Create(
        "--package",
        "The function's zip, as make package writes it.",
        "zip",
        new FileInfo($"artifacts/package/function-{ArchitectureNames.ThisMachine.Name()}.zip"));

    public PackageOption() => _package.AcceptExistingOnly();

    public void AddTo(Command command) => command.Options.Add(_package);

    /// <summary>The zip's absolute path.</summary>
    public string Path(ParseResult parsed) => parsed.GetRequiredValue(_package).FullName;

    /// <summary>Unpacks the function, unless that was done before.</summary>
    /// <exception cref="CommandException">The file is not a function's zip.</exception>
    public Task<FunctionCode> UnpackAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        FunctionCode.UnpackAsync(Path(parsed), System.IO.Path.Combine(System.IO.Path.GetTempPath(), "compressor-lab"), cancellationToken);
}

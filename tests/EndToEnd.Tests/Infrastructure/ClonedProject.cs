using System.Diagnostics;
using Compressor.Cli.Deployment;
using Compressor.Cli.Local.Moto;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>
/// The project as somebody has it who cloned and built it, in a folder of its own, so that its state is nobody else's. Sources and what was
/// built of them are links; Terraform's code is a copy.
/// </summary>
internal sealed class ClonedProject
{
    private const string Cli = "artifacts/bin/Compressor.Cli/release";

    /// <summary>Nothing here takes as long, even on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    private static readonly string PackageFile = Path.Combine("artifacts", "package", Path.GetFileName(Project.Package));

    private readonly string _folder;
    private readonly Dictionary<string, string?> _environment;

    public ClonedProject(string folder, LocalAws aws)
    {
        _folder = Path.GetFullPath(folder);
        foreach (
            var name in new[] { "Makefile", "build", "src", "tests", "global.json", "Directory.Build.props", "Directory.Packages.props" })
        {
            Link(name, Path.Combine(Project.Root, name));
        }

        foreach (var name in new[] { "artifacts/package", "artifacts/setup", "artifacts/venv" })
        {
            Link(name, Path.Combine(Project.Root, name));
        }

        Link(Cli, AppContext.BaseDirectory);
        ModuleCopy.Refresh(Path.Combine(Project.Root, "terraform"), TerraformFolder);

        // What was given to the make that runs the tests is none of this one's business.
        var outer = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(
            name => name.StartsWith("TF_", StringComparison.Ordinal) || name.StartsWith("MAKE", StringComparison.Ordinal));
        _environment = outer.Append("MFLAGS").ToDictionary(name => name, _ => (string?)null);
        foreach (var (name, value) in aws.EnvironmentVariables)
        {
            _environment[name] = value;
        }
    }

    /// <summary>The function's zip, as make names it to Terraform.</summary>
    public string Package => Path.Combine(_folder, PackageFile);

    public string TerraformFolder => Path.Combine(_folder, "terraform");

    /// <summary>The module that make deploys, with its state.</summary>
    public TerraformModule Module => new(TerraformFolder, Path.Combine(_folder, "artifacts", "terraform", "root"), null, _environment);

    /// <summary>Runs <c>make VERB</c> as a script would: with nobody at a terminal.</summary>
    public Task<MakeResult> MakeAsync(params string[] arguments) =>
        RunAsync("make", MakeArguments(arguments), "", new Dictionary<string, string?>());

    /// <summary>The same with other variables in the environment.</summary>
    public Task<MakeResult> MakeAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        RunAsync("make", MakeArguments(arguments), "", environment);

    /// <summary>Runs <c>make VERB</c> on a terminal, where somebody types <paramref name="answer"/>.</summary>
    public Task<MakeResult> MakeOnTerminalAsync(string answer, params string[] arguments) =>
        RunAsync(
            "script",
            ["-qec", $"make {string.Join(' ', MakeArguments(arguments))}", "/dev/null"],
            answer + "\n",
            new Dictionary<string,
            string?>
            { ["TF_CLI_ARGS"] = "-no-color" });

    /// <summary>Runs a script of build/ with another program in the place of <c>compressor</c>, and FORCE set.</summary>
    public Task<MakeResult> RunScriptAsync(string script, string verb, string compressor, string force) =>
        RunAsync(
            "bash",
            [Path.Combine("build", script), verb],
            "",
            new Dictionary<string,
            string?>
            { ["CLI"] = compressor, ["PACKAGE"] = PackageFile, ["FORCE"] = force });

    private static string[] MakeArguments(string[] arguments) =>
    [
        // They are built, whatever the times of the files say.
        "-o", PackageFile, "-o", $"{Cli}/compressor", "-o", "artifacts/setup/done",
        .. Project.Package.Contains("arm64", StringComparison.Ordinal) ? ["ARCHITECTURE=arm64"] : Array.Empty<string>(),
        .. arguments,
    ];

    private void Link(string name, string target)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        File.CreateSymbolicLink(path, target);
    }

    private async Task<MakeResult> RunAsync(
        string program, IReadOnlyList<string> arguments, string input, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _environment.Concat(environment))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new(process.ExitCode, await output, await error);
    }
}

/// <summary>How a make ended, and what it said.</summary>
internal sealed record MakeResult(int ExitCode, string Output, string Error);

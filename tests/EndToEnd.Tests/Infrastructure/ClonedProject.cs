using Compressor.Cli.Deployment;
using Compressor.Cli.Local.Moto;
using Compressor.Testing;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>
/// The project as somebody has it who cloned and built it, in a folder of its own, so that its state is nobody else's. Sources and what was
/// built of them are links; Terraform's code is a copy.
/// </summary>
internal sealed class ClonedProject
{
    private const string Cli = "artifacts/bin/Compressor.Cli/release";

    private static readonly string PackageFile = Path.Combine("artifacts", "package", Path.GetFileName(Project.Package));

    private readonly string _folder;
    private readonly Dictionary<string, string?> _environment;

    public ClonedProject(string folder, LocalAws aws)
    {
        _folder = Path.GetFullPath(folder);
        string[] links =
        [
            "Makefile", "build", "samples", "src", "tests", "global.json", "Directory.Build.props", "Directory.Packages.props",
            "artifacts/package", "artifacts/setup", "artifacts/venv",
        ];
        foreach (var name in links)
        {
            Link(name, Repository.PathTo(name));
        }

        Link(Cli, AppContext.BaseDirectory);
        ModuleCopy.Refresh(Repository.PathTo("terraform"), TerraformFolder);

        // What was given to the make that runs the tests is not meant for this one.
        _environment = ProgramRun.Without("TF_", "MAKE", "MFLAGS");
        foreach (var (name, value) in aws.EnvironmentVariables)
        {
            _environment[name] = value;
        }
    }

    /// <summary>The function's zip, as make names it to Terraform: relative to the root module.</summary>
    public string Package => Path.Combine("..", PackageFile);

    public string TerraformFolder => Path.Combine(_folder, "terraform");

    /// <summary>
    /// The module that make deploys, with its state, read as the tool reads it: its backend is one that make deploy initialized.
    /// </summary>
    public TerraformModule Module => new(TerraformFolder, Environment: _environment);

    /// <summary>Puts other bytes in the place of the function's zip until what is returned is disposed of.</summary>
    public IDisposable ReplacePackage()
    {
        var folder = Path.Combine(_folder, "artifacts", "package");
        File.Delete(folder);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(_folder, PackageFile), "another build");
        return new Restoration(() =>
        {
            if (new DirectoryInfo(folder).LinkTarget is null)
            {
                Directory.Delete(folder, recursive: true);
                Link("artifacts/package", Repository.PathTo("artifacts/package"));
            }
        });
    }

    /// <summary>Runs <c>make VERB</c> as a script would: with nobody at a terminal.</summary>
    public Task<ProgramRun> MakeAsync(params string[] arguments) => MakeAsync(new Dictionary<string, string?>(), arguments);

    /// <summary>The same with other variables in the environment.</summary>
    public Task<ProgramRun> MakeAsync(Dictionary<string, string?> environment, params string[] arguments) =>
        RunAsync("make", MakeArguments(arguments), environment);

    /// <summary>Runs <c>make VERB</c> on a terminal, where somebody types <paramref name="answer"/>.</summary>
    public Task<ProgramRun> MakeOnTerminalAsync(string answer, params string[] arguments) => RunAsync(
        "script",
        ["-qec", $"make {string.Join(' ', MakeArguments(arguments))}", "/dev/null"],
        new() { ["TF_CLI_ARGS"] = "-no-color" },
        answer + "\n");

    /// <summary>Runs a script of build/ with another program in the place of <c>compressor</c>, and FORCE set.</summary>
    public Task<ProgramRun> RunScriptAsync(string script, string verb, string compressor, string force) => RunAsync(
        "bash",
        [Path.Combine("build", script), verb],
        new() { ["CLI"] = compressor, ["PACKAGE"] = PackageFile, ["FORCE"] = force });

    private static string[] MakeArguments(string[] arguments) =>
    [
        // They are built, whatever the times of the files say.
        "-o", PackageFile, "-o", $"{Cli}/compressor", "-o", "artifacts/setup/done",
        .. Project.Package.Contains("arm64", StringComparison.Ordinal) ? ["ARCHITECTURE=arm64"] : Array.Empty<string>(),
        .. arguments,
    ];

    private sealed class Restoration(Action restore) : IDisposable
    {
        public void Dispose() => restore();
    }

    private void Link(string name, string target)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        File.CreateSymbolicLink(path, target);
    }

    private Task<ProgramRun> RunAsync(
        string program, string[] arguments, Dictionary<string, string?> environment, string input = "") =>
        ProgramRun.RunAsync(program, arguments, _environment.Concat(environment), _folder, input);
}

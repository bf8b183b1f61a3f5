using System.Text;
using Compressor.Cli.Deployment;
using Compressor.Cli.Local;
using Compressor.Cli.Local.Invocations;
using Compressor.Testing;

namespace Compressor.EndToEnd.Tests.Samples;

/// <summary>A function of samples/, as <c>make samples</c> builds it, in one environment of a local Lambda.</summary>
internal sealed class SampleFunction : IAsyncDisposable
{
    private const string Name = "sample";

    private readonly TemporaryFolder _folder;
    private readonly LocalLambda _lambda;

    private SampleFunction(TemporaryFolder folder, LocalLambda lambda) => (_folder, _lambda) = (folder, lambda);

    /// <summary>The processes that have handled events and still run.</summary>
    public IReadOnlyList<int> ProcessIds => _lambda.ProcessIds;

    /// <summary>What the function wrote so far, without the reports of its invocations.</summary>
    public IReadOnlyList<string> Lines =>
        [.. File.ReadAllLines(LogFile(_folder)).Where(line => !line.Contains("\"platform.report\"", StringComparison.Ordinal))];

    /// <summary>The zip of a sample for this machine.</summary>
    public static string Package(string sample)
    {
        var package = Repository.PathTo("artifacts", "samples", $"{sample}-{Project.MachineArchitecture}.zip");
        File.Exists(package).ShouldBeTrue($"{package} is missing: `make samples` makes it, `make test` does all.");
        return package;
    }

    /// <summary>Starts a local Lambda.</summary>
    /// <param name="sample">The project's name.</param>
    /// <param name="adjust">Changes the Lambda's options; null changes none.</param>
    /// <param name="variables">The function's environment variables.</param>
    public static async Task<SampleFunction> StartAsync(
        string sample, Func<LocalLambdaOptions, LocalLambdaOptions>? adjust = null, params (string Name, string Value)[] variables)
    {
        var folder = new TemporaryFolder();
        var options = new LocalLambdaOptions(Deployment(sample, variables.ToDictionary()))
        {
            Concurrency = 1,
            Folder = folder.Path,
            LogFile = LogFile(folder),
        };
        return new(folder, await LocalLambda.StartAsync(adjust?.Invoke(options) ?? options, CancellationToken.None));
    }

    /// <summary>Invokes the function with an event, and waits for its answer.</summary>
    public Task<InvokeAnswer> InvokeAsync(string json) => Invoke.AndWaitAsync(_lambda, Name, Encoding.UTF8.GetBytes(json));

    /// <summary>The same, and returns the answer's JSON.</summary>
    public async Task<string> AnswerAsync(string json)
    {
        var answer = await InvokeAsync(json);
        answer.FunctionError.ShouldBeNull(answer.Body);
        return answer.Body;
    }

    public async ValueTask DisposeAsync()
    {
        await _lambda.DisposeAsync();
        _folder.Dispose();
    }

    private static string LogFile(TemporaryFolder folder) => Path.Combine(folder.Path, "function.log");

    private static DeployedResources Deployment(string sample, IReadOnlyDictionary<string, string> variables) => new(
        Name,
        $"arn:aws:lambda:us-east-1:123456789012:function:{Name}",
        variables,
        MemorySize: 512,
        Timeout: 60,
        Project.MachineArchitecture,
        Package(sample),
        ReservedConcurrency: null,
        MaximumRetryAttempts: 0,
        MaximumEventAgeSeconds: 21_600,
        new Uri("about:blank"),
        "a-bucket",
        IncomingPrefix: "",
        ProcessedPrefix: "",
        SourceSuffix: "",
        "us-east-1");
}

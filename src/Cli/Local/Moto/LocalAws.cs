using Compressor.Cli.Local.Invocations;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Local.Moto;

/// <summary>
/// AWS on this machine: moto's server over TLS on loopback, with Lambda invocations handed to a <see cref="LocalLambda"/>.
/// </summary>
/// <remarks>
/// Start it, run <c>terraform apply</c> with <see cref="EnvironmentVariables"/> and <see cref="TerraformStateFile"/> (which finds nothing
/// to change where <see cref="Restored"/>), call <see cref="SaveStateAsync"/>, start a <see cref="LocalLambda"/>, and call
/// <see cref="ConnectAsync"/>. Objects that are uploaded later are in memory only.
/// </remarks>
public sealed class LocalAws : IAsyncDisposable
{
    private readonly MotoServer _server;
    private readonly HttpClient _http;

    private LocalAws(MotoServer server, HttpClient http, bool restored)
    {
        _server = server;
        _http = http;
        Restored = restored;
    }

    /// <summary>Where all its services are: https, on loopback.</summary>
    public Uri Endpoint => _server.Endpoint;

    /// <summary>The PEM file of the run's certificate authority.</summary>
    public string CaBundle => _server.Files.Authority;

    /// <summary>
    /// Where Terraform keeps its state of what is deployed here. The file is removed if that could not be restored.
    /// </summary>
    public string TerraformStateFile => _server.Files.TerraformState;

    /// <summary>The file that moto's own log is in.</summary>
    public string LogFile => _server.Files.Log;

    /// <summary>The file with a line of JSON for each request so far: the key that signed it, the service, and the status.</summary>
    public string AccessRecordFile => _server.Files.AccessRecord;

    /// <summary>Whether what the last run deployed is there.</summary>
    public bool Restored { get; }

    /// <summary>The server's process id.</summary>
    public int ProcessId => _server.ProcessId;

    /// <summary>Completes when the server has ended.</summary>
    public Task Exited => _server.Exited;

    /// <summary>
    /// What a child process needs to use it: endpoint, roots, credentials and region. Null removes a variable.
    /// </summary>
    public IReadOnlyDictionary<string, string?> EnvironmentVariables => new Dictionary<string, string?>
    {
        ["AWS_ENDPOINT_URL"] = Endpoint.AbsoluteUri.TrimEnd('/'),
        ["AWS_ENDPOINT_URL_S3"] = null,
        ["AWS_ENDPOINT_URL_SQS"] = null,
        ["AWS_CA_BUNDLE"] = CaBundle,
        ["AWS_ACCESS_KEY_ID"] = LocalCredentials.Dummy.AccessKeyId,
        ["AWS_SECRET_ACCESS_KEY"] = LocalCredentials.Dummy.SecretAccessKey,
        ["AWS_SESSION_TOKEN"] = null,
        ["AWS_PROFILE"] = null,
        ["AWS_REGION"] = _server.Region,
        ["AWS_DEFAULT_REGION"] = _server.Region,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    /// <summary>Starts it and waits until it answers.</summary>
    /// <exception cref="CommandException">Python or moto is missing, or it did not start; the message says why.</exception>
    public static async Task<LocalAws> StartAsync(LocalAwsOptions options, CancellationToken cancellationToken)
    {
        var server = await MotoServer.StartAsync(options, cancellationToken);
        var http = server.CreateClient();
        try
        {
            var restored = await server.WaitUntilReadyAsync(http, cancellationToken);
            if (!restored)
            {
                server.Files.ForgetTerraformState();
            }

            return new(server, http, restored);
        }
        catch (Exception)
        {
            http.Dispose();
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Hands invocations to a Lambda from now on. Before, asynchronous ones are dropped, with a line in <see cref="LogFile"/>.
    /// </summary>
    public Task ConnectAsync(Uri invokeEndpoint, CancellationToken cancellationToken) =>
        _server.Files.WriteInvokeEndpointAsync(invokeEndpoint, cancellationToken);

    /// <summary>
    /// Keeps what is deployed now for the next run. Call it after Terraform and before anything is uploaded, since objects are kept too.
    /// </summary>
    /// <exception cref="CommandException">It could not be saved.</exception>
    public async Task SaveStateAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync(MotoServer.StatePath, null, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new CommandException($"What is deployed was not saved for the next run; see {LogFile}");
        }
    }

    /// <summary>Has the next run begin with nothing, because what was saved is not what is deployed any more.</summary>
    public void ForgetState() => _server.Files.ForgetState();

    /// <summary>Ends the server.</summary>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }
}

/// <summary>How to start a local AWS.</summary>
public sealed record LocalAwsOptions
{
    /// <summary>The folder for its certificates, log and saved state. One local AWS at a time may use it.</summary>
    public string Folder { get; init; } = Path.Combine("artifacts", "local", "aws");

    /// <summary>A Python 3 that has moto 5 with its server.</summary>
    public string Python { get; init; } = "python3";

    /// <summary>The region of everything.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Whether to keep no state: begin with nothing, and save nothing.</summary>
    public bool Fresh { get; init; }
}

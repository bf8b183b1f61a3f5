using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Local.Moto;

/// <summary>The files of a local AWS, absolute paths.</summary>
internal sealed class AwsFiles : IDisposable
{
    private readonly FileStream _lock;

    /// <exception cref="CommandException">Another local AWS is using the folder.</exception>
    public AwsFiles(string folder)
    {
        Folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(Folder);
        try
        {
            // Held as long as this process lives.
            _lock = new(In("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new CommandException($"Another local AWS is using {Folder}: stop it, or choose another folder");
        }
    }

    public string Folder { get; }

    /// <summary>The certificate authority of the run: what clients trust.</summary>
    public string Authority => In("ca.pem");

    public string Certificate => In("server.pem");

    public string Key => In("server.key");

    public string Log => In("aws.log");

    /// <summary>A line of JSON for each signed request of this run.</summary>
    public string AccessRecord => In("access.jsonl");

    /// <summary>What moto holds, pickled.</summary>
    public string State => In("state.pickle");

    /// <summary>The port of the last run.</summary>
    public string Port => In("port");

    public string TerraformState => In("terraform.tfstate");

    /// <summary>Where the launcher looks for the Invoke API, at each invocation.</summary>
    public string InvokeEndpoint => In("invoke-endpoint");

    /// <summary>Begins a run: no Lambda is connected yet, and a saved state without Terraform's is removed.</summary>
    public void Begin(bool fresh)
    {
        File.Delete(InvokeEndpoint);
        File.Delete(AccessRecord);
        if (fresh || !File.Exists(TerraformState))
        {
            File.Delete(State);
        }
    }

    /// <summary>Removes what moto held, because it is not what is deployed.</summary>
    public void ForgetState() => File.Delete(State);

    /// <summary>Removes Terraform's state, because what it describes does not exist.</summary>
    public void ForgetTerraformState()
    {
        File.Delete(TerraformState);
        File.Delete($"{TerraformState}.backup");
    }

    public async Task WriteInvokeEndpointAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync($"{InvokeEndpoint}.new", endpoint.AbsoluteUri.TrimEnd('/'), cancellationToken);
        File.Move($"{InvokeEndpoint}.new", InvokeEndpoint, overwrite: true);
    }

    /// <summary>Lets another local AWS use the folder.</summary>
    public void Dispose() => _lock.Dispose();

    private string In(string name) => Path.Combine(Folder, name);
}

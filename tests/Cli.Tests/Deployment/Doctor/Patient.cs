using Amazon.Runtime;
using Compressor.Cli.Deployment.Doctor;
using Compressor.Testing;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Tests.Deployment.Doctor;

/// <summary>A deployment that nothing is in the way of, until a test puts something there.</summary>
internal sealed class Patient : IAsyncDisposable
{
    public const string Region = "eu-central-1";

    private readonly TemporaryFolder _folder;

    private Patient(TemporaryFolder folder, AwsDouble aws)
    {
        (_folder, Aws) = (folder, aws);
        Package = new() { Roots = File.ReadAllText(aws.Authority) };
        Planned = new(
            "compressor", Path.Combine(folder.Path, "function-x86_64.zip"), "x86_64")
        { ReservedConcurrency = 1500 };
        Connection = new(aws.Endpoint, Region, aws.Authority, new BasicAWSCredentials("id", "secret"));
    }

    public AwsDouble Aws { get; }

    public TestPackage? Package { get; set; }

    public PlannedDeployment Planned { get; set; }

    public AwsConnection Connection { get; set; }

    public static async Task<Patient> AdmitAsync()
    {
        var folder = new TemporaryFolder();
        return new(folder, await AwsDouble.StartAsync(folder.Path));
    }

    public string Add(string name, string text) => _folder.Add(name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>The results by check.</summary>
    public async Task<IReadOnlyDictionary<string, CheckResult>> ExamineAsync()
    {
        if (Package is not null)
        {
            File.Delete(Planned.Package);
            Package.Write(Planned.Package);
        }

        return await new DeploymentDoctor(Planned, Connection, TimeProvider.System).ExamineAsync(CancellationToken.None)
            .ToDictionaryAsync(result => result.Check);
    }

    public async ValueTask DisposeAsync()
    {
        await Aws.DisposeAsync();
        _folder.Dispose();
    }
}

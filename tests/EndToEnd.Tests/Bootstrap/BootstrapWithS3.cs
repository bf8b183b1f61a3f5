using System.IO.Compression;
using Compressor.Lab.Processes;
using Compressor.Lab.Subjects;
using Compressor.LoopbackS3;
using Compressor.LoopbackS3.Storage;

namespace Compressor.EndToEnd.Tests.Bootstrap;

/// <summary>How the published function is started.</summary>
internal sealed record BootstrapOptions
{
    /// <summary>The function's zip.</summary>
    public string Package { get; init; } = Project.Package;

    /// <summary>What kind of bucket it has.</summary>
    public BucketSettings Bucket { get; init; } = new();

    /// <summary>The function's memory setting, in MB.</summary>
    public int MemorySize { get; init; } = 512;

    /// <summary>Makes an executable that becomes the given one; null for that one itself.</summary>
    public Func<string, string>? Launch { get; init; }

    /// <summary>Environment variables beside, or in place of, the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}

/// <summary>The published <c>bootstrap</c> in one process for a long time, with an S3 over TLS and events one after another.</summary>
internal sealed class BootstrapWithS3 : IAsyncDisposable
{
    // 5 GiB take most of a minute on a machine that does nothing else.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("compressor-test-").FullName;
    private readonly LoopbackS3Server _server;
    private readonly SeverableProxy _proxy;
    private readonly RuntimeListener _runtime;
    private readonly SpawnedProcess _process;

    private BootstrapWithS3(LoopbackS3Server server, BootstrapOptions options)
    {
        ZipFile.ExtractToDirectory(options.Package, _folder);
        _server = server;
        Bucket = server.CreateBucket("files", options.Bucket);
        _proxy = new SeverableProxy(server.Endpoint.Port);
        _runtime = new RuntimeListener(() => _process?.HasExited ?? false, Patience);
        var subject = new Subject("bootstrap", Path.Combine(_folder, "bootstrap"), options.Variables);
        var variables = SubjectEnvironment.For(subject, _runtime.Authority, _proxy.Endpoint, server.CaBundlePath!, options.MemorySize);
        _process = SpawnedProcess.Start(
            options.Launch?.Invoke(subject.Program) ?? subject.Program, variables, Path.Combine(_folder, "log"));
        _runtime.WaitForNext();
    }

    public Bucket Bucket { get; }

    public int ProcessId => _process.Id;

    public int OpenDescriptors => Directory.GetFiles($"/proc/{_process.Id}/fd").Length;

    public double ResidentMb => ResidentMemory.Read(_process.Id).PresentMb;

    /// <summary>What it has written so far.</summary>
    public IReadOnlyList<string> Lines => File.ReadAllLines(Path.Combine(_folder, "log"));

    /// <summary>What it had in memory at most, in MB of 1,000,000 bytes.</summary>
    public double PeakMb => ResidentMemory.Read(_process.Id).PeakMb;

    /// <param name="variables">Environment variables beside, or in place of, the usual ones.</param>
    public static Task<BootstrapWithS3> StartAsync(params (string Name, string Value)[] variables) => StartAsync(new BootstrapOptions
    {
        Variables = variables.ToDictionary(variable => variable.Name, variable => variable.Value),
    });

    public static async Task<BootstrapWithS3> StartAsync(BootstrapOptions options) =>
        new(await LoopbackS3Server.StartAsync(new LoopbackOptions { RecordsRequests = false }), options);

    /// <summary>Uploads an object and has the function handle its event; the object and its archive are gone afterwards.</summary>
    public string CompressAndForget(string key, byte[] content)
    {
        Bucket.Put(key, content);
        var response = Deliver(Bucket.Events[^1].ToJson());
        Forget();
        return response;
    }

    /// <summary>Deletes all objects.</summary>
    public void Forget()
    {
        foreach (var stored in Bucket.Keys)
        {
            Bucket.Delete(stored);
        }
    }

    /// <summary>Has the function handle an event.</summary>
    /// <exception cref="MeasurementException">It failed; the message has the error.</exception>
    public string Deliver(string json)
    {
        try
        {
            return _runtime.Deliver(json).Response;
        }
        finally
        {
            _runtime.WaitForNext();
        }
    }

    /// <summary>Closes every connection to S3, as S3 does with those that were idle for long.</summary>
    public void SeverConnections() => _proxy.Sever();

    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        _runtime.Dispose();
        _proxy.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

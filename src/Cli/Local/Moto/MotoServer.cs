using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;
using Compressor.Cli.Local.Processes;
using Compressor.Toolkit.CommandLine;

namespace Compressor.Cli.Local.Moto;

/// <summary>The process of moto's server, started through <c>aws_server.py</c>.</summary>
internal sealed class MotoServer : IAsyncDisposable
{
    /// <summary>The launcher's own path: POST saves the state, GET says whether one was restored.</summary>
    public const string StatePath = "/compressor/state";

    private const int LinesInError = 3;

    /// <summary>How long it may take to start, on a busy machine.</summary>
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(90);

    private readonly ChildStarter _starter = new();
    private readonly LogFile _log;
    private readonly Queue<string> _lastLines = new();
    private readonly int _port;
    private Process? _process;
    private OutputPump? _output;

    private MotoServer(LocalAwsOptions options)
    {
        Files = new(options.Folder);
        Files.Begin(options.Fresh);
        Region = options.Region;
        MotoCertificates.Write(Files.Authority, Files.Certificate, Files.Key);
        _port = ChoosePort();
        _log = new(Files.Log);
    }

    public AwsFiles Files { get; }

    public string Region { get; }

    public Uri Endpoint => new($"https://127.0.0.1:{_port}");

    public int ProcessId => _process!.Id;

    public Task Exited => _process!.WaitForExitAsync(CancellationToken.None);

    /// <summary>Starts the process; it does not answer yet.</summary>
    /// <exception cref="CommandException">There is no such Python.</exception>
    public static async Task<MotoServer> StartAsync(LocalAwsOptions options, CancellationToken cancellationToken)
    {
        var server = new MotoServer(options);
        try
        {
            await server.StartProcessAsync(options.Python);
            await File.WriteAllTextAsync(server.Files.Port, server._port.ToString(CultureInfo.InvariantCulture), cancellationToken);
            return server;
        }
        catch (FileNotFoundException)
        {
            await server.DisposeAsync();
            throw new CommandException($"Python 3 was not found ({options.Python}): install it, and moto 5: pip install 'moto[server]'");
        }
    }

    /// <summary>A client that trusts the run's authority only.</summary>
    public HttpClient CreateClient()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(Files.Authority);
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
        };
        return new(handler) { BaseAddress = Endpoint };
    }

    /// <summary>Waits until it answers. Returns whether it restored a state.</summary>
    /// <exception cref="CommandException">It ended, or does not answer in time.</exception>
    public async Task<bool> WaitUntilReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < StartTimeout)
        {
            try
            {
                return (await http.GetFromJsonAsync<StateAnswer>(StatePath, cancellationToken))!.Restored;
            }
            catch (HttpRequestException) when (!_process!.HasExited)
            {
                await Task.Delay(50, cancellationToken);
            }
            catch (HttpRequestException)
            {
                throw new CommandException(
                    $"The local AWS ended at once: {LastLines()} (moto 5 is needed: pip install 'moto[server]'; the full log is "
                        + $"{Files.Log})");
            }
        }

        throw new CommandException($"The local AWS does not answer after {StartTimeout.TotalSeconds:F0} seconds; see {Files.Log}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            await _output!.Ended;
            process.Dispose();
        }

        _starter.Dispose();
        _log.Dispose();
        Files.Dispose();
    }

    private async Task StartProcessAsync(string python)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Local", "Moto", "aws_server.py"),
            "--ssl", "--ssl-cert", Files.Certificate, "--ssl-key", Files.Key, "--port", _port.ToString(CultureInfo.InvariantCulture),
        ];
        var start = new ProcessStartInfo(python, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Files.Folder,
        };
        start.Environment["COMPRESSOR_INVOKE_ENDPOINT_FILE"] = Files.InvokeEndpoint;
        start.Environment["COMPRESSOR_STATE_FILE"] = Files.State;
        start.Environment["COMPRESSOR_ACCESS_RECORD_FILE"] = Files.AccessRecord;
        start.Environment["PYTHONUNBUFFERED"] = "1";

        // moto signs nothing and calls nobody, but the boto3 inside it reads these, and fails if the profile does not exist.
        start.Environment.Remove("AWS_PROFILE");
        start.Environment["AWS_DEFAULT_REGION"] = Region;
        _process = await _starter.StartAsync(start);
        _output = new(_process, Log);
    }

    private void Log(string line)
    {
        _log.Write(line);
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > LinesInError)
            {
                _lastLines.Dequeue();
            }
        }
    }

    private string LastLines()
    {
        lock (_lastLines)
        {
            return string.Join(" | ", _lastLines.Select(line => line.Trim()));
        }
    }

    /// <summary>Returns the last run's port if it is free, since the saved state has URLs with it; else any free port.</summary>
    private int ChoosePort()
    {
        if (File.Exists(Files.Port)
            && int.TryParse(File.ReadAllText(Files.Port), out var last)
            && last is > 0 and <= ushort.MaxValue
            && TryListen(last) is { } port)
        {
            return port;
        }

        return TryListen(0) ?? throw new CommandException("There is no free port on 127.0.0.1");
    }

    private static int? TryListen(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private sealed record StateAnswer([property: JsonPropertyName("restored")] bool Restored);
}

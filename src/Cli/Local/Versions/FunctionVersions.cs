using System.Net;
using Compressor.Cli.Local.Invocations;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Lambda;

namespace Compressor.Cli.Local.Versions;

/// <summary>
/// The versions of the function that there are. Without a local AWS it is one, that of the options, which every qualifier stands for. With
/// one, what is published or moved there counts here a second later.
/// </summary>
internal sealed class FunctionVersions : IAsyncDisposable
{
    /// <summary>The path of what the local AWS says of its functions (<c>function_versions.py</c>); a function's name follows.</summary>
    public const string FunctionsPath = "/compressor/functions/";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly LocalLambdaOptions _options;
    private readonly HttpClient? _http;
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private PublishedVersions? _published;
    private Dictionary<string, FunctionVersion> _versions = [];
    private string? _program;
    private Task _watching = Task.CompletedTask;

    private FunctionVersions(LocalLambdaOptions options)
    {
        (_options, _program) = (options, options.Bootstrap);
        _http = options.VersionList is null ? null : options.CreateConnection().CreateHttpClient();
    }

    private string Cache => Path.Combine(_options.Folder, "functions");

    /// <summary>Unpacks what there is, and follows what changes.</summary>
    /// <exception cref="CommandException">A zip cannot be used, or the local AWS does not have the function.</exception>
    public static async Task<FunctionVersions> StartAsync(LocalLambdaOptions options, CancellationToken cancellationToken)
    {
        var versions = new FunctionVersions(options);
        try
        {
            if (options.VersionList is { } list)
            {
                await versions.ReadAsync(list, cancellationToken);
                versions._watching = versions.WatchAsync(list, versions._closing.Token);
            }
            else
            {
                var code = await FunctionCode.UnpackAsync(options.Deployment.FunctionPackage, versions.Cache, cancellationToken);
                versions.Add(
                    FunctionReference.Latest, code, options.Deployment.FunctionEnvironment, options.Deployment.MemorySize,
                    options.Deployment.Timeout);
            }

            return versions;
        }
        catch (Exception)
        {
            await versions.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether there is such a version or alias.</summary>
    public bool Has(string qualifier)
    {
        lock (_lock)
        {
            return _published is null || _published.Versions.ContainsKey(qualifier) || _published.Aliases.ContainsKey(qualifier);
        }
    }

    /// <summary>Returns the version that one invocation runs. One that was deleted since it was asked for runs as the newest.</summary>
    public FunctionVersion Choose(FunctionReference function)
    {
        lock (_lock)
        {
            var number = _published?.Choose(function.Qualifier, Random.Shared.NextDouble()) ?? function.Qualifier;
            if (_published is null && char.IsAsciiDigit(number[0]) && !_versions.ContainsKey(number))
            {
                _versions[number] = _versions[FunctionReference.Latest] with { Number = number };
            }

            return _versions.GetValueOrDefault(number) ?? _versions[FunctionReference.Latest];
        }
    }

    /// <summary>Runs another program than the zips', from the next invocations on.</summary>
    /// <exception cref="CommandException">There is no such program.</exception>
    public void Run(string program)
    {
        lock (_lock)
        {
            _program = program;
            _versions = _versions.ToDictionary(
                version => version.Key, version => version.Value with { Code = version.Value.Code.Run(program) });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _watching;
        _http?.Dispose();
        _closing.Dispose();
    }

    private async Task WatchAsync(Uri list, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await Task.Delay(Interval, cancellationToken);
                await ReadAsync(list, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is CommandException or HttpRequestException or IOException or OperationCanceledException)
            {
                // The function is being destroyed, or the local AWS is busy or ends: the versions that are known go on.
            }
        }
    }

    /// <exception cref="CommandException">A zip cannot be used, or there is no such function.</exception>
    private async Task ReadAsync(Uri list, CancellationToken cancellationToken)
    {
        using var answer = await _http!.GetAsync(list, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            throw new CommandException($"The local AWS has no function {_options.Deployment.FunctionName}.");
        }

        var published = PublishedVersions.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken));
        foreach (var (number, settings) in published.Versions.Where(version => !IsKnown(version.Key, version.Value)))
        {
            var code = FunctionCode.Find(settings.CodeSha256, Cache)
                ?? FunctionCode.Unpack(await _http!.GetByteArrayAsync(new Uri($"{list}/code/{number}"), cancellationToken), number, Cache);
            Add(number, code, settings.Environment, settings.MemorySize, settings.Timeout);
        }

        lock (_lock)
        {
            _published = published;
            foreach (var gone in _versions.Keys.Except(published.Versions.Keys).ToList())
            {
                _versions.Remove(gone);
            }
        }
    }

    private bool IsKnown(string number, VersionSettings settings) =>
        _published?.Versions.GetValueOrDefault(number)?.Identity == settings.Identity;

    private void Add(string number, FunctionCode code, IReadOnlyDictionary<string, string> environment, int memorySize, int timeout)
    {
        lock (_lock)
        {
            _versions[number] = new(
                number,
                _program is null ? code : code.Run(_program),
                environment,
                memorySize,
                _options.Timeout ?? TimeSpan.FromSeconds(timeout));
        }
    }
}

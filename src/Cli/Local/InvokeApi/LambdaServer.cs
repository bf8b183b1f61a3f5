using System.Net;
using Compressor.Cli.Local.Environments;
using Compressor.Cli.Local.Invocations;
using Compressor.Cli.Local.RuntimeApi;
using Compressor.Toolkit.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Compressor.Cli.Local.InvokeApi;

/// <summary>
/// The HTTP server on loopback: one port for the Invoke API, and one for each environment's Runtime API. The port tells which environment
/// a request comes from.
/// </summary>
internal sealed class LambdaServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly List<ListenOptions> _listeners = [];
    private readonly EnvironmentPool _pool;
    private readonly int _port;
    private volatile Dictionary<int, ExecutionEnvironment>? _environments;

    public LambdaServer(LocalLambdaOptions options, EnvironmentPool pool, InvokeHandler invokeApi)
    {
        (_pool, _port) = (pool, options.Port);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // The handlers enforce Lambda's limits. They read what is over them too, so that the sender can read the answer.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, options.Port, _listeners.Add);
            foreach (var _ in pool.All)
            {
                kestrel.Listen(IPAddress.Loopback, 0, _listeners.Add);
            }
        });
        _application = builder.Build();
        _application.Run(http => (_environments, http.Connection.LocalPort) switch
        {
            (null, _) => Unavailable(http),
            ({ } known, var local) when known.TryGetValue(local, out var environment) =>
                RuntimeHandler.HandleAsync(http, environment.Session),
            _ => invokeApi.HandleAsync(http),
        });
    }

    /// <summary>The Invoke API's address.</summary>
    public Uri InvokeEndpoint => new($"http://127.0.0.1:{_listeners[0].IPEndPoint!.Port}");

    /// <summary>The host and port of an environment's Runtime API.</summary>
    public string RuntimeApi(int environment) => $"127.0.0.1:{_listeners[environment + 1].IPEndPoint!.Port}";

    /// <exception cref="CommandException">The port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _application.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            throw new CommandException($"The Invoke API cannot listen on 127.0.0.1:{_port}: {e.Message}");
        }

        _environments = _pool.All.ToDictionary(environment => _listeners[environment.Number + 1].IPEndPoint!.Port);
    }

    /// <summary>Stops at once. End the environments first.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    /// <summary>Answers a request that comes after the server listens and before it knows its ports.</summary>
    private static Task Unavailable(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }
}

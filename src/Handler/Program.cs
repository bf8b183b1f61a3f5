using System.Diagnostics;
using Compressor.Handler;
using Compressor.Handler.Logging;
using Compressor.Handler.Runtime;
using Compressor.Handler.Settings;
using Compressor.Handler.Startup;

var started = Stopwatch.GetTimestamp();
if (args is ["--settings"])
{
    SettingsTable.Write(Console.Out);
    return 0;
}

if (LambdaEnvironment.FromProcess() is not { } lambda)
{
    Console.Error.WriteLine(
        "bootstrap is started by AWS Lambda, or by `compressor local`: AWS_LAMBDA_RUNTIME_API is not set. `bootstrap --settings` prints "
            + "its settings.");
    return 2;
}

// Continuations run on the thread that a socket's event woke, without a hop to another: read once, when the first socket is made. One
// such thread is enough: where several objects are under way, they are compressed on other threads.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1");

using var output = new StandardOutput();
using var api = new RuntimeApiClient(lambda.RuntimeApi);
Function function;
try
{
    function = await FunctionFactory.CreateAsync(lambda, output, started);
}
catch (Exception e)
{
    var error = FunctionError.From(e);
    new InvocationLog(samplingRate: 1, debug: true, output).InitFailed(error.ErrorType, e);
    await api.TryFailInitAsync(error);
    return 1;
}

using var runtime = new LambdaRuntime(api, function.FunctionHandler, function.ReportBrokenRuntime);
return await runtime.RunAsync();

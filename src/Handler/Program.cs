using Compressor.Handler;
using Compressor.Handler.Configuration;
using Compressor.Handler.Runtime;

if (args is ["--settings"])
{
    SettingsTable.Write(Console.Out);
    return 0;
}

if (LambdaEnvironment.FromProcess() is not { } lambda)
{
    Console.Error.WriteLine("bootstrap is started by AWS Lambda, or by `compressor local`, and has no work without AWS_LAMBDA_RUNTIME_API. `bootstrap --settings` prints its settings.");
    return 2;
}

using var api = new RuntimeApiClient(lambda.RuntimeApi);
Function function;
try
{
    function = FunctionFactory.Create(lambda);
}
catch (Exception e)
{
    await api.FailInitAsync(FunctionError.From(e));
    return 1;
}

using var runtime = new LambdaRuntime(api, function.FunctionHandler, e => Console.WriteLine(e));
return await runtime.RunAsync();

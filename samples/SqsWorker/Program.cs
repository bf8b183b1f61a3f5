using Compressor.Generators;
using Microsoft.Extensions.Configuration;
using Samples;
using SqsWorker;

return await LambdaLoop.RunAsync(() =>
{
    var settings = WorkerSettings.Bind(new ConfigurationBuilder().AddEnvironmentVariables("WORKER_").Build());
    var worker = new Worker(
        settings, new SampledLogWriter(settings.LogSamplingRate, writesAll: false, Console.OpenStandardOutput()));
    var answer = new JsonLineBuffer();
    return async (invocation, cancellationToken) =>
    {
        var response = await worker.HandleAsync(invocation, cancellationToken);
        answer.Clear();
        response.WriteTo(answer);
        return answer.WrittenMemory;
    };
});

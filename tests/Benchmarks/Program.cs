using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

// In this process: the build that BenchmarkDotNet would make otherwise does not find this repository's output folder.
var job = Job.Default
    .WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(5), logOutput: false))
    .WithWarmupCount(6)
    .WithIterationCount(12)
    .WithIterationTime(TimeInterval.FromMilliseconds(250));
var config = DefaultConfig.Instance
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .WithArtifactsPath(Path.Combine(Root(AppContext.BaseDirectory), "artifacts", "benchmarks"));

return BenchmarkSwitcher.FromAssembly(System.Reflection.Assembly.GetExecutingAssembly())
    .Run(args, config)
    .Any(summary => summary.HasCriticalValidationErrors)
    ? 1
    : 0;

static string Root(string folder) =>
    File.Exists(Path.Combine(folder, "Compressor.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);

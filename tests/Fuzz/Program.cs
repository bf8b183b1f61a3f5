using System.Diagnostics;
using System.Globalization;
using Compressor.Fuzz;
using Compressor.Testing;

// Usage: Compressor.Fuzz [--inputs N] [--seed N] [--input FILE]. The same seed gives the same inputs; each worker has its own part of them.
var inputs = Option("--inputs", 10_000_000);
var seed = Option("--seed", 20260131);
var file = Array.IndexOf(args, "--input");
if (file >= 0)
{
    return Report(Target.Check(File.ReadAllBytes(args[file + 1])), args[file + 1]);
}

var workers = Environment.ProcessorCount;
var watch = Stopwatch.StartNew();
var (done, accepted, failed) = (0L, 0L, 0);
Parallel.For(0, workers, worker =>
{
    var mutator = new Mutator(unchecked((ulong)(seed + worker)));
    for (var i = worker; i < inputs && Volatile.Read(ref failed) == 0; i += workers)
    {
        var input = mutator.Next();
        var problem = Target.Check(input);
        if (problem is null)
        {
            mutator.Keep(input, Target.LastWasAccepted);
            Interlocked.Add(ref accepted, Target.LastWasAccepted ? 1 : 0);
        }
        else if (Interlocked.Exchange(ref failed, 1) == 0)
        {
            var kept = Path.Combine(Path.GetTempPath(), $"compressor-fuzz-{seed}-{i}.json");
            File.WriteAllBytes(kept, input);
            Report(problem, kept);
        }

        var count = Interlocked.Increment(ref done);
        if (count % 1_000_000 == 0)
        {
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{count:N0} inputs, {count / watch.Elapsed.TotalSeconds:N0} a second"));
        }
    }
});

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{done:N0} inputs (seed {seed}) in {watch.Elapsed.TotalSeconds:N0} s, {accepted:N0} of them well-formed events: "
        + $"{(failed == 0 ? "no crash, no disagreement" : "FAILED")}"));
return failed;

long Option(string name, long otherwise)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? long.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
}

static int Report(string? problem, string file)
{
    Console.WriteLine(problem is null ? $"{file}: no crash, no disagreement" : $"{file}: {problem}");
    return problem is null ? 0 : 1;
}

using Compressor.Toolkit.CommandLine;

namespace Compressor.EndToEnd.Tests;

/// <summary>Steps that nobody watches.</summary>
internal sealed class NoProgress : IRunProgress
{
    public Task<T> RunAsync<T>(string title, Func<Action<string>, Task<T>> work) => work(_ => { });
}

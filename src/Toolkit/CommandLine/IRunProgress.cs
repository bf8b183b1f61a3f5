namespace Compressor.Toolkit.CommandLine;

/// <summary>Shows what is being done. Tests have one that shows nothing.</summary>
public interface IRunProgress
{
    /// <summary>Shows <paramref name="title"/> while <paramref name="work"/> runs, and passes on how it ended.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">Does it; it can tell how far it is, as often as it likes.</param>
    Task<T> RunAsync<T>(string title, Func<Action<string>, Task<T>> work);
}

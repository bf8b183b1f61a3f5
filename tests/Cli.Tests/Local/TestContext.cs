namespace Compressor.Cli.Tests.Local;

/// <summary>How long a test waits for what must happen, before it fails.</summary>
internal static class TestContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A token that is cancelled when patience is over.</summary>
    public static CancellationToken Deadline => new CancellationTokenSource(Patience).Token;

    /// <summary>Waits until a condition holds; fails with its name where it never does.</summary>
    public static async Task UntilAsync(
        Func<bool> condition, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string? name = null)
    {
        var deadline = Deadline;
        while (!condition())
        {
            deadline.IsCancellationRequested.ShouldBeFalse($"never: {name}");
            await Task.Delay(5, CancellationToken.None);
        }
    }
}

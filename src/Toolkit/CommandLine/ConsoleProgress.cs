using System.Diagnostics;
using Spectre.Console;

namespace Compressor.Toolkit.CommandLine;

/// <summary>Shows what is being done.</summary>
public interface IRunProgress
{
    /// <summary>Shows <paramref name="title"/> while <paramref name="work"/> runs, and passes on how it ended.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">Does it; it can tell how far it is, as often as it likes.</param>
    Task<T> RunAsync<T>(string title, Func<Action<string>, Task<T>> work);
}

/// <summary>Ways to show progress.</summary>
public static class RunProgress
{
    private static readonly TimeSpan RefreshTime = TimeSpan.FromMilliseconds(100);

    /// <summary>Creates progress for work that is usually over soon: only somebody at a terminal wants to see it.</summary>
    public static IRunProgress ForTerminal(IAnsiConsole console) => console.IsLive() ? new ConsoleProgress(console) : new SilentProgress();

    /// <summary>Shows a title while <paramref name="work"/> runs, and how far it is, as <paramref name="line"/> says.</summary>
    public static Task FollowAsync(this IRunProgress progress, string title, Func<Task> work, Func<string> line) =>
        progress.RunAsync(title, async detail =>
        {
            var running = work();
            while (await Task.WhenAny(running, Task.Delay(RefreshTime)) != running)
            {
                detail(line());
            }

            await running;
            return true;
        });
}

/// <summary>Shows nothing.</summary>
public sealed class SilentProgress : IRunProgress
{
    public Task<T> RunAsync<T>(string title, Func<Action<string>, Task<T>> work) => work(_ => { });
}

/// <summary>Steps on the console: with a spinner and the last detail on a terminal, in plain lines anywhere else.</summary>
public sealed class ConsoleProgress(IAnsiConsole console) : IRunProgress
{
    /// <summary>Where lines stay, one detail in this time is enough.</summary>
    private static readonly TimeSpan LineTime = TimeSpan.FromSeconds(5);

    public async Task<T> RunAsync<T>(string title, Func<Action<string>, Task<T>> work)
    {
        var clock = Stopwatch.StartNew();
        T result;
        if (console.IsLive())
        {
            result = await console.Status().StartAsync(Markup.Escape(title), context => work(detail => context.Status(Fit(detail))));
        }
        else
        {
            console.WriteLine($"==> {title}");
            var next = LineTime;
            result = await work(detail =>
            {
                if (clock.Elapsed > next)
                {
                    next = clock.Elapsed + LineTime;
                    console.WriteLine($"    {detail.Trim()}");
                }
            });
        }

        console.WriteLine($"{(console.IsLive() ? $"==> {title}" : "   ")} done in {clock.Elapsed.TotalSeconds:0.0} s");
        return result;
    }

    /// <summary>A status that wraps would leave lines behind.</summary>
    private string Fit(string text)
    {
        var width = Math.Max(console.Profile.Width - 4, 10);
        return Markup.Escape(text.Length <= width ? text : text[..width]);
    }
}

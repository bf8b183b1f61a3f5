using System.Diagnostics;
using Compressor.Toolkit.Units;
using Spectre.Console;

namespace Compressor.Cli.Objects.Upload;

/// <summary>Shows how far an upload is: a bar on a terminal, now and then a line anywhere else.</summary>
internal sealed class UploadDisplay(IAnsiConsole console, UploadPlan plan, UploadCounters counters)
{
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LineTime = TimeSpan.FromSeconds(5);

    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Shows progress until <paramref name="work"/> ends, and passes on how it ended.</summary>
    public async Task FollowAsync(Task work)
    {
        if (console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi)
        {
            await console.Progress().StartAsync(context => FillBarAsync(context, work));
        }
        else
        {
            while (await Task.WhenAny(work, Task.Delay(LineTime)) != work)
            {
                console.WriteLine(Line());
            }
        }

        await work;
    }

    /// <summary>Returns the state of the upload in one line.</summary>
    public string Line()
    {
        var seconds = Math.Max(_clock.Elapsed.TotalSeconds, 0.001);
        var done = Sizes.Format(counters.Bytes);
        return $"uploaded {counters.Done} of {plan.Files} files, {done} of {Sizes.Format(plan.Bytes)}, "
            + $"{Sizes.Format(counters.Bytes / seconds)}/s";
    }

    private async Task FillBarAsync(ProgressContext context, Task work)
    {
        // An upload of empty files has no bytes to count.
        var bar = context.AddTask("uploading", maxValue: Math.Max(plan.Bytes, 1));
        while (!work.IsCompleted)
        {
            Draw(bar);
            await Task.WhenAny(work, Task.Delay(FrameTime));
        }

        Draw(bar);
        if (work.IsCompletedSuccessfully)
        {
            bar.Value = bar.MaxValue;
        }
    }

    private void Draw(ProgressTask bar)
    {
        bar.Value = counters.Bytes;
        bar.Description = Markup.Escape(Line());
    }
}

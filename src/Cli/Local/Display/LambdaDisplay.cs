using System.Collections.Concurrent;
using Compressor.Cli.Local.Invocations;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Units;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Compressor.Cli.Local.Display;

/// <summary>
/// Shows what a Lambda does: a live view on a terminal, elsewhere a line a second while something changes. Each error has a line.
/// </summary>
internal sealed class LambdaDisplay : IDisposable
{
    private const int Problems = 8;
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LineTime = TimeSpan.FromSeconds(1);

    private readonly IAnsiConsole _console;
    private readonly LocalLambda _lambda;
    private readonly string _title;
    private readonly LambdaFigures _figures;
    private readonly ConcurrentQueue<string> _problems = new();
    private string _lastLine = "";

    /// <param name="console">Where to show it.</param>
    /// <param name="lambda">The Lambda.</param>
    /// <param name="title">What runs, in a few words.</param>
    public LambdaDisplay(IAnsiConsole console, LocalLambda lambda, string title)
    {
        (_console, _lambda, _title) = (console, lambda, title);
        _figures = new(lambda);
        _lambda.Happened += Note;
    }

    /// <summary>Shows progress until <paramref name="work"/> ends in any way, then the figures once more.</summary>
    public async Task FollowAsync(Task work)
    {
        if (_console.IsLive())
        {
            await _console.Live(View()).AutoClear(false).StartAsync(async live =>
            {
                while (await Task.WhenAny(work, Task.Delay(FrameTime)) != work)
                {
                    live.UpdateTarget(View());
                }

                live.UpdateTarget(View());
            });
            return;
        }

        do
        {
            WriteNews();
        }
        while (await Task.WhenAny(work, Task.Delay(LineTime)) != work);
        WriteNews();
    }

    /// <summary>Stops listening.</summary>
    public void Dispose() => _lambda.Happened -= Note;

    /// <summary>The live view of this moment.</summary>
    internal IRenderable View()
    {
        var (now, rate) = _figures.Sample();
        var grid = new Grid().AddColumns(8);
        AddRow(grid, ("queued", now.Queued), ("waiting for a retry", now.Waiting), ("running", now.Running), ("done", now.Done));
        AddRow(
            grid, ("failed", now.Failed), ("cold starts", now.ColdStarts), ("throttles", now.Throttles), ("dead letters", now.DeadLetters));
        AddRow(
            grid,
            ("in", Sizes.Format(now.BytesIn)),
            ("out", Sizes.Format(now.BytesOut)),
            ("ratio", LambdaFigures.Ratio(now)),
            ("files/s", FormattableString.Invariant($"{rate:N1}")));
        var problems = _problems.TakeLast(Problems).Select(
            problem => new Text(problem, new Style(Color.Red)) { Overflow = Overflow.Ellipsis });
        var dropped = now.Dropped == 0
            ? null
            : new Markup(
                $"[bold red]{now.Dropped} events dropped: the queue was full; `compressor verify --requeue` finds their objects[/]");
        var lost = now.Lost == 0 ? null : new Markup($"[bold red]{now.Lost} events lost: the dead-letter queue did not accept them[/]");
        return new Panel(new Rows([grid, .. new IRenderable?[] { dropped, lost }.OfType<IRenderable>(), .. problems]))
            .Header(Markup.Escape($" {_title} "))
            .Border(BoxBorder.Rounded)
            .Expand();
    }

    /// <summary>Writes the problems since the last time, and the figures if they have changed.</summary>
    private void WriteNews()
    {
        var writer = _console.Profile.Out.Writer;
        while (_problems.TryDequeue(out var problem))
        {
            writer.WriteLine(problem);
        }

        if (_figures.Line() is var line && line != _lastLine)
        {
            writer.WriteLine(_lastLine = line);
        }
    }

    private static void AddRow(Grid grid, params (string Name, object Value)[] cells) =>
        grid.AddRow(
            [
                .. cells.SelectMany(cell =>
                    new IRenderable[] { new Markup($"[grey]{cell.Name}[/]"), new Markup($"[bold]{cell.Value}[/]").RightJustified() })]);

    private void Note(LocalLambdaEvent happened)
    {
        if (LambdaProblems.Describe(happened) is { } problem)
        {
            _problems.Enqueue(FormattableString.Invariant($"{happened.Time.ToLocalTime():HH:mm:ss} {problem}"));
            if (_problems.Count > 10 * Problems && _console.IsLive())
            {
                _problems.TryDequeue(out _);
            }
        }
    }
}

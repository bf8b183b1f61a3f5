using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Compressor.Cli.Local;

namespace Compressor.EndToEnd.Tests.Kills;

/// <summary>Ends environments at moments that a seed chooses, or stops them, so that Lambda's timeout has to end them.</summary>
internal sealed partial class Killer(LocalLambda lambda, int seed)
{
    private const int Stop = 19;
    private const int MaxPauseMs = 60;
    private const int KillsForAStop = 15;

    /// <summary>On a busy machine, where all takes longer, some of the invocations must still be left alone.</summary>
    private const double MaxDisturbancesPerInvocation = 0.6;
    private const int FirstDisturbances = 2;

    private readonly Random _random = new(seed);
    private readonly HashSet<int> _stopped = [];

    public int Kills { get; private set; }

    public int Stops { get; private set; }

    /// <summary>Goes on until there is nothing left to disturb.</summary>
    public async Task RunAsync(CancellationToken quiet)
    {
        while (!quiet.IsCancellationRequested)
        {
            // The moment is what is random here: nothing is waited for.
            await Task.Delay(_random.Next(MaxPauseMs), CancellationToken.None);
            int[] processes = [.. lambda.ProcessIds.Where(id => !_stopped.Contains(id))];
            if (processes.Length > 0 && Kills + Stops < FirstDisturbances + (MaxDisturbancesPerInvocation * Ended))
            {
                Disturb(processes[_random.Next(processes.Length)]);
            }
        }
    }

    private long Ended => lambda.Snapshot.Done + lambda.Snapshot.Failed;

    private void Disturb(int processId)
    {
        if (_random.Next(KillsForAStop) == 0)
        {
            Stops += Signal(processId, Stop) == 0 && _stopped.Add(processId) ? 1 : 0;
            return;
        }

        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
            Kills++;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended first.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int processId, int signal);
}

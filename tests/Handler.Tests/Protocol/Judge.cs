namespace Compressor.Handler.Tests.Protocol;

/// <summary>Says what is wrong with the state that is left when all is quiet.</summary>
internal static class Judge
{
    /// <summary>Returns null for a good end: the newest upload's archive, a dead letter for it, or its source still there.</summary>
    /// <param name="bytesToo">A dead letter is not enough where the handler itself deleted the only copy of the bytes.</param>
    public static string? Fault(Scenario scenario, State state, bool bytesToo)
    {
        var newest = scenario.Uploads;
        if (state.Output.Upload != 0 && scenario.SameBytes(state.Output.Read, newest))
        {
            return null;
        }

        // Who deletes an object before it was read gets SourceMissing, or, where events are not ordered, what fits as well.
        var deletedByUser = state.DeletedByUser == newest;
        if (deletedByUser && !scenario.AllSequenced)
        {
            return null;
        }

        var ends = scenario.Events
            .Select((e, index) => (e.Upload, state[index].Next))
            .Where(x => x.Upload == newest)
            .Select(x => x.Next)
            .ToList();
        if (ends.Any(end => end is Call.Succeeded or Call.Superseded))
        {
            return "the newest event succeeded without the newest archive";
        }

        var deadLetter = ends.Contains(Call.DeadLetter);
        var stored = (state.Versions & (1 << (newest - 1))) != 0;
        if (!stored && !deletedByUser && (bytesToo || !deadLetter))
        {
            return deadLetter ? "the newest bytes are gone, though a dead letter tells" : "the newest bytes are gone without a dead letter";
        }

        return ends.Contains(Call.SourceMissing) && !deletedByUser && !deadLetter ? "SourceMissing beside a source" : null;
    }
}

namespace Compressor.Handler.Runtime;

/// <summary>
/// Collects young garbage between invocations. Left alone, the collector waits until as much is allocated as fits the processor's cache,
/// which on servers is 16 MB and more: memory that the function pays for, with a process that else needs 25. The setting for that
/// budget is an environment variable only, read before Main.
/// </summary>
internal sealed class GarbageBudget
{
    private const long Bytes = 4 * 1024 * 1024;

    private long _collectedAt;

    /// <summary>Collects once 4 MB were allocated since the last time: some 80 small objects, a fraction of a millisecond.</summary>
    public void CollectIfDue()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - _collectedAt >= Bytes)
        {
            _collectedAt = allocated;
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        }
    }
}

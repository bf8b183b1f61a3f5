namespace Compressor.Lab.Bench.Results;

/// <summary>
/// The names of figures, in results and budgets. Times are in ms, MB are 1,000,000 bytes; CPU is user and system time together.
/// </summary>
internal static class Figure
{
    /// <summary>CPU time of the process for one invocation; for an engine, of the call.</summary>
    public const string Cpu = "cpuMs";

    /// <summary>From the event's first byte to the response's last one.</summary>
    public const string Wall = "wallMs";

    /// <summary>Bytes of the object by CPU time.</summary>
    public const string MbPerCpuSecond = "mbPerCpuSecond";

    /// <summary>The archive's size divided by the object's.</summary>
    public const string Ratio = "ratio";

    /// <summary>The most memory that was resident since the process started (VmHWM).</summary>
    public const string PeakMb = "peakMb";

    /// <summary>Managed memory that an invocation allocates, in KB of 1,000 bytes.</summary>
    public const string AllocatedKb = "allocatedKb";

    /// <summary>Garbage collections for an invocation.</summary>
    public const string Collections = "collections";

    /// <summary>The process's CPU time minus the bare engine's on the same bytes.</summary>
    public const string OverEngine = "cpuOverEngineMs";

    /// <summary>From exec to the first call for an event.</summary>
    public const string Init = "initMs";

    /// <summary>CPU time in the same span.</summary>
    public const string InitCpu = "initCpuMs";

    /// <summary>From the first event's first byte to its response's last one.</summary>
    public const string First = "firstMs";

    /// <summary>CPU time of the first event.</summary>
    public const string FirstCpu = "firstCpuMs";

    /// <summary>Init and first invocation together.</summary>
    public const string InitAndFirst = "initAndFirstMs";

    /// <summary>Init (which is not throttled) and the first invocation's CPU time at 0.29 of a vCPU, which 512 MB give.</summary>
    public const string ColdCost = "coldCostMs";

    /// <summary>Resident memory after the first event.</summary>
    public const string FirstMb = "rssAfterFirstMb";

    /// <summary>Page faults of start and first event.</summary>
    public const string PageFaults = "pageFaults";

    /// <summary>Pages of its own that the process has after the first event: heap, stacks, written pages of files.</summary>
    public const string AnonymousPages = "anonymousPages";

    /// <summary>The other page faults: those of mapped files.</summary>
    public const string FilePageFaults = "filePageFaults";

    /// <summary>Threads after the first event.</summary>
    public const string Threads = "threads";

    /// <summary>Managed memory allocated before the first call for an event, in KB of 1,000 bytes.</summary>
    public const string AllocatedAtNextKb = "allocatedAtNextKb";

    /// <summary>The same after the first event.</summary>
    public const string AllocatedAfterFirstKb = "allocatedAfterFirstKb";

    /// <summary>Size of the executable.</summary>
    public const string BinaryMb = "binaryMb";

    /// <summary>Size of the function's zip.</summary>
    public const string PackageMb = "packageMb";

    /// <summary>From exec to Main: loading, and the runtime's own start.</summary>
    public const string ExecToMain = "execToMainMs";

    /// <summary>Reading and binding the settings.</summary>
    public const string Settings = "settingsMs";

    /// <summary>Making the S3 client and the rest.</summary>
    public const string Client = "clientMs";

    /// <summary>The warm-up's TCP connection, with the start of its thread.</summary>
    public const string Connect = "connectMs";

    /// <summary>The TLS handshake, with loading OpenSSL.</summary>
    public const string Tls = "tlsMs";

    /// <summary>The warm-up's request.</summary>
    public const string Answer = "answerMs";

    /// <summary>The invocation against a canned S3, beside the connection.</summary>
    public const string Rehearsal = "rehearsalMs";

    /// <summary>From being ready to the Runtime API's receipt of the call for an event.</summary>
    public const string Next = "nextMs";

    /// <summary>The first object's download, with the connection where there was no warm-up.</summary>
    public const string Get = "getMs";

    /// <summary>Its compression.</summary>
    public const string Compress = "compressMs";

    /// <summary>The upload of its archive.</summary>
    public const string Put = "putMs";

    /// <summary>The first event's reading, answering and transport.</summary>
    public const string Rest = "restMs";
}

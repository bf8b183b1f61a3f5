namespace Compressor.Toolkit.Lambda;

/// <summary>What Lambda bills for time.</summary>
public static class BilledTime
{
    /// <summary>GB-seconds, a GB being 1,024 MB here.</summary>
    public static double GigabyteSeconds(double invocations, double seconds, int memorySize) => invocations * seconds * memorySize / 1024;
}

namespace Compressor.Cli.Planning.Formulas;

/// <summary>What Lambda bills for time.</summary>
internal static class Compute
{
    /// <summary>GB-seconds, a GB being 1,024 MB here.</summary>
    public static double GigabyteSeconds(double invocations, double seconds, int memorySize) => invocations * seconds * memorySize / 1024;
}

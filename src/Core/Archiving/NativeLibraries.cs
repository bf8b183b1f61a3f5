namespace Compressor.Core.Archiving;

/// <summary>
/// The engines' libraries, by the names under which .NET looks for them: beside the executable, then on the system. ISA-L travels in the
/// function's package. libdeflate and libzstd are linked into the NativeAOT executable, and are the system's everywhere else.
/// </summary>
public static class NativeLibraries
{
    public const string Libdeflate = "libdeflate.so.0";
    public const string Isal = "libisal.so.2";
    public const string Libzstd = "libzstd.so.1";
}

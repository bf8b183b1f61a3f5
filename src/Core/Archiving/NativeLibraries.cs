using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Compressor.Core.Archiving;

/// <summary>
/// Where the engines' libraries are found: ISA-L beside the executable (it travels in the function's package), else on the
/// system; libdeflate and libzstd are linked into the NativeAOT executable, and are the system's everywhere else.
/// </summary>
public static class NativeLibraries
{
    public const string Libdeflate = "libdeflate";
    public const string Isal = "libisal";
    public const string Libzstd = "libzstd";

    [ModuleInitializer]
    [SuppressMessage(
        "Usage", "CA2255", Justification = "The resolver has to be there before the first P/Invoke, in tests as in the function.")]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        var file = name switch
        {
            Libdeflate => "libdeflate.so.0",
            Isal => "libisal.so.2",
            Libzstd => "libzstd.so.1",
            _ => null,
        };
        if (file is null)
        {
            return 0;
        }

        return NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, file), out var packaged) ? packaged
            : NativeLibrary.TryLoad(file, out var system) ? system
            : throw new DllNotFoundException(
                $"{file} is neither beside the executable nor on the system. "
                + "Build the function's package with `make package`, or choose another COMPRESSION or FORMAT.");
    }
}

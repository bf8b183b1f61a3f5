using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Compressor.Lab.Processes;

/// <summary>
/// A child process whose start is measured: <c>posix_spawn</c> returns when the program has been executed, without the pipes and
/// locks of <see cref="Process"/>. It ends when this object is disposed of, or by itself when the Runtime API goes away.
/// </summary>
internal sealed unsafe partial class SpawnedProcess : IDisposable
{
    private const int OpenForWriting = 0x241; // O_WRONLY | O_CREAT | O_TRUNC
    private const int ReadableByAll = 0x1A4;  // 0644
    private const int NoHang = 1;
    private const int Kill = 9;

    // glibc's posix_spawn_file_actions_t has 80 bytes on 64-bit machines.
    private const int FileActionsSize = 256;

    private bool _reaped;

    private SpawnedProcess(int id, long started) => (Id, Started) = (id, started);

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>When it was asked for, a timestamp of <see cref="Stopwatch"/>.</summary>
    public long Started { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _reaped || (_reaped = WaitPid(Id, out _, NoHang) != 0);

    /// <summary>Starts a program.</summary>
    /// <param name="program">The absolute path.</param>
    /// <param name="variables">All the environment variables that it gets.</param>
    /// <param name="log">The file that gets its standard output and error.</param>
    /// <exception cref="MeasurementException">The program cannot be executed.</exception>
    public static SpawnedProcess Start(string program, IReadOnlyDictionary<string, string> variables, string log)
    {
        var arguments = new NativeStrings([program]);
        var environment = new NativeStrings(variables.Select(variable => $"{variable.Key}={variable.Value}"));
        var actions = NativeMemory.AllocZeroed(FileActionsSize);
        try
        {
            _ = InitActions(actions);
            _ = AddOpen(actions, 1, log, OpenForWriting, ReadableByAll);
            _ = AddDup(actions, 1, 2);
            var started = Stopwatch.GetTimestamp();
            var error = PosixSpawn(out var id, program, actions, null, arguments.Pointers, environment.Pointers);
            return error == 0
                ? new SpawnedProcess(id, started)
                : throw new MeasurementException($"{program} cannot be started: {Marshal.GetPInvokeErrorMessage(error)}");
        }
        finally
        {
            _ = DestroyActions(actions);
            NativeMemory.Free(actions);
            arguments.Free();
            environment.Free();
        }
    }

    public void Dispose()
    {
        if (!HasExited)
        {
            _ = Signal(Id, Kill);
            _ = WaitPid(Id, out _, 0);
            _reaped = true;
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int PosixSpawn(out int id, string path, void* actions, void* attributes, nint* arguments, nint* environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(void* actions, int descriptor, string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDup(void* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(void* actions);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int WaitPid(int id, out int status, int options);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int id, int signal);

    /// <summary>An array of C strings that ends in a null pointer.</summary>
    private readonly struct NativeStrings
    {
        private readonly nint[] _strings;

        public NativeStrings(IEnumerable<string> strings)
        {
            _strings = [.. strings.Select(Marshal.StringToCoTaskMemUTF8), 0];
            Pointers = (nint*)NativeMemory.Alloc((nuint)_strings.Length, (nuint)sizeof(nint));
            _strings.CopyTo(new Span<nint>(Pointers, _strings.Length));
        }

        public nint* Pointers { get; }

        public void Free()
        {
            Array.ForEach(_strings, Marshal.FreeCoTaskMem);
            NativeMemory.Free(Pointers);
        }
    }
}

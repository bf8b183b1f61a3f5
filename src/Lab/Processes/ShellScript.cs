namespace Compressor.Lab.Processes;

/// <summary>An executable file of shell commands, for what has to be done in a process before it becomes a program.</summary>
internal static class ShellScript
{
    /// <summary>Writes it.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="commands">Of a POSIX shell; the last one is usually <c>exec</c>.</param>
    public static void Write(string path, params IEnumerable<string> commands)
    {
        File.WriteAllLines(path, ["#!/bin/sh", .. commands]);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}

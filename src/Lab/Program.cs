using System.CommandLine;
using Compressor.Lab.Commands;
using Compressor.Toolkit.CommandLine;

var root = new RootCommand("Measures Compressor's function: against other programs, and at each memory size.")
{
    BenchCommand.Create(),
    TuneCommand.Create(),
};

return await CommandRunner.RunAsync(root, args);

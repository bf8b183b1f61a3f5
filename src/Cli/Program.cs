using System.CommandLine;
using Compressor.Cli.Commands;
using Compressor.Toolkit.CommandLine;

var root = new RootCommand("Runs, measures and operates Compressor, which turns S3 objects into archives.")
{
    RunCommand.Create(),
    LocalCommand.Create(),
    InvokeCommand.Create(),
    UploadCommand.Create(),
    PlanCommand.Create(),
    SimulateCommand.Create(),
    DoctorCommand.Create(),
    VerifyCommand.Create(),
    BackfillCommand.Create(),
    RedriveCommand.Create(),
    ReleaseCommand.Create(),
    HoldsDataCommand.Create(),
    CompletionCommand.Create(),
};
foreach (var command in LabCommand.CreateAll())
{
    root.Subcommands.Add(command);
}

return LabCommand.IsNamed(args) ? LabCommand.ReplaceProcess(args) : await CommandRunner.RunAsync(root, args);

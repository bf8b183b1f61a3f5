using System.CommandLine;
using Compressor.Cli.Commands;
using Compressor.Toolkit.CommandLine;

var root = new RootCommand("Runs, measures and operates Compressor: S3 objects in, zip archives out.")
{
    RunCommand.Create(),
    LocalCommand.Create(),
    UploadCommand.Create(),
    PlanCommand.Create(),
    SimulateCommand.Create(),
    DoctorCommand.Create(),
    VerifyCommand.Create(),
    RedriveCommand.Create(),
    ReleaseCommand.Create(),
    HoldsDataCommand.Create(),
};
foreach (var command in LabCommand.CreateAll())
{
    root.Subcommands.Add(command);
}

return LabCommand.IsNamed(args) ? LabCommand.ReplaceProcess(args) : await CommandRunner.RunAsync(root, args);

using System.CommandLine;
using Compressor.Cli.Commands;

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
    TuneCommand.Create(),
    HoldsDataCommand.Create(),
    BenchCommand.Create(),
};

return await CommandRunner.RunAsync(root, args);

using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Compressor.Cli.Deployment;
using Compressor.Cli.Local.Moto;
using Compressor.Lab.Processes;
using Compressor.Testing;

namespace Compressor.EndToEnd.Tests.Infrastructure;

/// <summary>
/// What CodeBuild does on a schedule, done here: its project's commands in a shell, with the local AWS's credentials. The local AWS takes
/// no project without a source.
/// </summary>
internal sealed class ScheduledVerification
{
    private const string Tools = "tools";
    private const string Key = "compressor-linux-x64.tar.gz";

    private readonly string _folder;

    /// <param name="folder">Where it can put files.</param>
    public ScheduledVerification(string folder) => _folder = folder;

    /// <summary>Runs the commands for a deployment, as they are and after a source was uploaded, however young.</summary>
    public async Task<(ProgramRun Clean, ProgramRun Lost)> RunAsync(LocalAws aws, IAmazonS3 s3, string bucket)
    {
        var commands = await ReadCommandsAsync(await StoreToolAsync(s3));
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "build")).FullName;
        var clean = await ProgramRun.RunAsync("bash", ["-ec", commands], aws.EnvironmentVariables, folder);

        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "incoming/lost.json", ContentBody = "{}" });
        var young = commands.Replace("--older-than 7h", "--older-than 0s", StringComparison.Ordinal);
        var lost = await ProgramRun.RunAsync("bash", ["-ec", young], aws.EnvironmentVariables, folder);
        await s3.DeleteObjectAsync(bucket, "incoming/lost.json");
        return (clean, lost);
    }

    /// <summary>Puts a release's archive into a bucket, whose program starts the one that was built. Returns its SHA-256.</summary>
    private async Task<string> StoreToolAsync(IAmazonS3 s3)
    {
        var release = Directory.CreateDirectory(Path.Combine(_folder, "release", "compressor-linux-x64")).FullName;
        ShellScript.Write(Path.Combine(release, "compressor"), $"exec '{ProgramRun.Compressor}' \"$@\"");
        var archive = Path.Combine(_folder, Key);
        await using (var file = File.Create(archive))
        await using (var compressed = new GZipStream(file, CompressionLevel.Fastest))
        {
            await TarFile.CreateFromDirectoryAsync(release, compressed, includeBaseDirectory: true);
        }

        await s3.PutBucketAsync(Tools);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = Tools, Key = Key, FilePath = archive });
        return Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(archive)));
    }

    /// <summary>Has Terraform evaluate the module's commands, which needs no provider.</summary>
    private async Task<string> ReadCommandsAsync(string sha256)
    {
        var module = Directory.CreateDirectory(Path.Combine(_folder, "commands")).FullName;
        foreach (var file in new[] { "variables.tf", "commands.tf", "tests/terraform.tfvars" })
        {
            var path = Path.Combine(module, Path.GetFileName(file));
            File.Copy(Repository.PathTo("terraform", "modules", "verification", file), path, overwrite: true);
        }

        var tool = $$"""{bucket="{{Tools}}",key="{{Key}}",sha256="{{sha256}}"}""";
        var variable = $"-var=verification={{tool_s3={tool},schedule=\"\",since=\"32h\",older_than=\"7h\",requeue=false}}";
        var result = await new TerraformModule(module).RunAsync(
            ["console", variable], null, CancellationToken.None, "base64encode(join(\"\\n\", local.commands))\n");
        result.ExitCode.ShouldBe(0, result.Error);
        return Encoding.UTF8.GetString(Convert.FromBase64String(result.Output.Split('\n').Last(line => line.StartsWith('"')).Trim('"')));
    }
}

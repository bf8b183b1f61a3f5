using System.Globalization;
using Compressor.LoopbackS3;

namespace Compressor.Lab.Subjects;

/// <summary>
/// The environment variables of a measured program: Lambda's, the S3 on loopback, and its own. None of this process's gets through.
/// </summary>
internal static class SubjectEnvironment
{
    /// <param name="subject">The program.</param>
    /// <param name="runtimeApi">Host and port of its Runtime API.</param>
    /// <param name="s3">The S3 on loopback.</param>
    /// <param name="caBundle">A PEM file with the authority that signed for it.</param>
    /// <param name="memorySize">The function's memory setting, in MB.</param>
    public static Dictionary<string, string> For(Subject subject, string runtimeApi, Uri s3, string caBundle, int memorySize)
    {
        var folder = Path.GetDirectoryName(subject.Program)!;
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = "/usr/local/bin:/usr/bin:/bin:/opt/bin",
            ["TZ"] = ":UTC",
            ["LANG"] = "en_US.UTF-8",
            ["LAMBDA_TASK_ROOT"] = folder,
            ["LD_LIBRARY_PATH"] = $"{folder}:{folder}/lib",
            ["_HANDLER"] = "bootstrap",
            ["AWS_LAMBDA_RUNTIME_API"] = runtimeApi,
            ["AWS_LAMBDA_FUNCTION_NAME"] = "compressor",
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = memorySize.ToString(CultureInfo.InvariantCulture),
            ["AWS_REGION"] = LoopbackS3Server.Region,
            ["AWS_ACCESS_KEY_ID"] = LoopbackS3Server.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = LoopbackS3Server.SecretAccessKey,
            ["AWS_ENDPOINT_URL"] = s3.AbsoluteUri.TrimEnd('/'),
            ["AWS_CA_BUNDLE"] = caBundle,

            // The handler does this by itself; here it keeps the others from reading the system's whole bundle, which would slow them down.
            ["SSL_CERT_FILE"] = caBundle,
            ["SSL_CERT_DIR"] = "/dev/null",
        };
        foreach (var (name, value) in subject.Variables)
        {
            variables[name] = value;
        }

        return variables;
    }
}

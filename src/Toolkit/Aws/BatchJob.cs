using System.Globalization;
using System.Xml.Linq;

namespace Compressor.Toolkit.Aws;

/// <summary>A job of S3 Batch Operations to create: invoke a function for each object of a manifest, and report what failed.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateJob.html</remarks>
/// <param name="FunctionArn">The function, with its alias.</param>
/// <param name="RoleArn">The role that S3 Batch Operations takes.</param>
/// <param name="ManifestArn">The manifest's object: CSV, a line an object.</param>
/// <param name="ManifestETag">The manifest's ETag, without quotes.</param>
/// <param name="HasVersions">Whether each line has a version after bucket and key.</param>
/// <param name="ReportBucketArn">The bucket that the report of failed tasks is written to.</param>
/// <param name="ReportPrefix">Where in that bucket, without a slash at the end.</param>
/// <param name="Description">What people see in the list of jobs: 1 to 256 characters.</param>
/// <param name="Token">The same token twice makes one job: 1 to 64 characters.</param>
public sealed record BatchJob(
    string FunctionArn,
    string RoleArn,
    string ManifestArn,
    string ManifestETag,
    bool HasVersions,
    string ReportBucketArn,
    string ReportPrefix,
    string Description,
    string Token)
{
    /// <summary>The namespace of S3 Control's XML.</summary>
    public static readonly XNamespace Namespace = "http://awss3control.amazonaws.com/doc/2018-08-20/";

    /// <summary>Schema 2.0 names the bucket, 1.0 gives its ARN; the function reads both.</summary>
    private const string SchemaVersion = "2.0";

    /// <summary>See <see cref="Priority"/>: room for jobs below it and above it.</summary>
    public const int DefaultPriority = 10;

    /// <summary>0 to 2,147,483,647, higher first. It orders the jobs of an account; it makes none faster.</summary>
    public int Priority { get; init; } = DefaultPriority;

    /// <summary>Returns the body of the request.</summary>
    public XElement ToXml()
    {
        string[] fields = HasVersions ? ["Bucket", "Key", "VersionId"] : ["Bucket", "Key"];
        return new XElement(
            Namespace + "CreateJobRequest",
            Element("ConfirmationRequired", "false"),
            Parent(
                "Operation",
                Parent("LambdaInvoke", Element("FunctionArn", FunctionArn), Element("InvocationSchemaVersion", SchemaVersion))),
            Parent(
                "Report",
                Element("Bucket", ReportBucketArn),
                Element("Format", "Report_CSV_20180820"),
                Element("Enabled", "true"),
                Element("Prefix", ReportPrefix),
                Element("ReportScope", "FailedTasksOnly")),
            Element("ClientRequestToken", Token),
            Parent(
                "Manifest",
                Parent(
                    "Spec",
                    Element("Format", "S3BatchOperations_CSV_20180820"),
                    Parent("Fields", [.. fields.Select(field => Element("member", field))])),
                Parent("Location", Element("ObjectArn", ManifestArn), Element("ETag", ManifestETag))),
            Element("Description", Description),
            Element("Priority", Priority.ToString(CultureInfo.InvariantCulture)),
            Element("RoleArn", RoleArn));
    }

    private static XElement Parent(string name, params ReadOnlySpan<XElement> children) => new(Namespace + name, children.ToArray());

    private static XElement Element(string name, string value) => new(Namespace + name, value);
}

using System.Net;
using System.Security.Cryptography.X509Certificates;
using Compressor.Cli.Local.Moto;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Compressor.Cli.Tests.Deployment.Doctor;

/// <summary>
/// As much of STS, Lambda, EC2, SQS and S3 as the doctor asks, on loopback over TLS, and without it. It is well until it is told otherwise.
/// </summary>
internal sealed class AwsDouble : IAsyncDisposable
{
    public const string Account = "123456789012";

    /// <summary>The key of who has taken a role.</summary>
    private const string RoleKey = "ASIAROLE";

    private readonly WebApplication _app;

    private AwsDouble(WebApplication app, string authority) => (_app, Authority) = (app, authority);

    public Uri Endpoint => Address("https");

    /// <summary>The same without TLS, for clients that cannot be told whom to trust.</summary>
    public Uri PlainEndpoint => Address("http");

    /// <summary>The PEM file of the authority that vouches for it.</summary>
    public string Authority { get; }

    /// <summary>What its clock is ahead of this machine's.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>The error code of STS, or null for an answer.</summary>
    public string? IdentityError { get; set; }

    /// <summary>Lambda's answer: status and JSON.</summary>
    public (int Status, string Json) AccountSettings { get; set; } = (200, Settings(limit: 3000, unreserved: 3000));

    /// <summary>What the function has reserved; null where there is no such function.</summary>
    public int? OwnReservation { get; set; }

    /// <summary>The bucket's status, and the region that it is in.</summary>
    public (int Status, string? Region) Bucket { get; set; } = (404, null);

    /// <summary>The messages of the queue of queue mode, visible and hidden; null where there is no queue.</summary>
    public (int Visible, int Hidden)? EventQueue { get; set; }

    /// <summary>EC2's answers by action: XML, or an error's code.</summary>
    public Dictionary<string, string> Network { get; } = [];

    /// <summary>The status of a listing.</summary>
    public int Listing { get; set; } = 200;

    /// <summary>The bucket's tags as XML; null for none.</summary>
    public string? Tags { get; set; } = "<Tag><Key>Deployment</Key><Value>compressor</Value></Tag>";

    /// <summary>The bucket's notification configuration: status, and the rules as XML.</summary>
    public (int Status, string Rules) Notification { get; set; } = (200, "");

    public static string Settings(int limit, int unreserved) =>
        $$"""{ "AccountLimit": { "ConcurrentExecutions": {{limit}}, "UnreservedConcurrentExecutions": {{unreserved}} } }""";

    public static async Task<AwsDouble> StartAsync(string folder)
    {
        var (authority, certificate, key) = (
            Path.Combine(folder, "authority.pem"), Path.Combine(folder, "certificate.pem"), Path.Combine(folder, "key.pem"));
        MotoCertificates.Write(authority, certificate, key);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(X509Certificate2.CreateFromPemFile(certificate, key)));
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        var aws = new AwsDouble(app, authority);
        app.Run(aws.AnswerAsync);
        await app.StartAsync();
        return aws;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.Date = (DateTimeOffset.UtcNow + ClockOffset).ToString("R");
        return (context.Request.Method, context.Request.Path.Value!.Split('/')) switch
        {
            ("POST", _) when context.Request.Headers["X-Amz-Target"] is [{ } target] => AnswerSqsAsync(context, target),
            ("POST", _) => AnswerFormAsync(context),
            ("GET", [_, "2016-08-19", ..]) => WriteAsync(context, AccountSettings.Status, AccountSettings.Json),
            ("GET", [_, "2019-09-30", ..]) when OwnReservation is null => WriteAsync(context, 404, "{}"),
            ("GET", [_, "2019-09-30", ..]) => WriteAsync(context, 200, $$"""{ "ReservedConcurrentExecutions": {{OwnReservation}} }"""),
            ("HEAD", [_, ""]) => WriteAsync(context, 405, ""),
            ("HEAD", _) => HeadBucketAsync(context),
            _ when context.Request.Query.ContainsKey("notification") => WriteAsync(
                context,
                Notification.Status,
                Notification.Status == 200
                    ? $"<NotificationConfiguration>{Notification.Rules}</NotificationConfiguration>"
                    : "<Error><Code>AccessDenied</Code><Message>told to</Message></Error>"),
            _ when context.Request.Query.ContainsKey("tagging") => WriteAsync(
                context,
                Tags is null ? 404 : 200,
                Tags is null
                    ? "<Error><Code>NoSuchTagSet</Code><Message>none</Message></Error>"
                    : $"<Tagging><TagSet>{Tags}</TagSet></Tagging>"),
            _ => WriteAsync(
                context,
                Listing,
                Listing == 200 ? "<ListBucketResult/>" : "<Error><Code>AccessDenied</Code><Message>told to</Message></Error>"),
        };
    }

    private Task AnswerSqsAsync(HttpContext context, string target)
    {
        context.Response.ContentType = "application/x-amz-json-1.0";
        return (EventQueue, target) switch
        {
            (null, _) => WriteAsync(context, 400, """{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"none"}"""),
            (_, "AmazonSQS.GetQueueUrl") => WriteAsync(context, 200, $$"""{"QueueUrl":"{{Endpoint}}{{Account}}/compressor-events"}"""),
            ({ } queue, _) => WriteAsync(context, 200, $$$"""
                {"Attributes":{"ApproximateNumberOfMessages":"{{{queue.Visible}}}",
                "ApproximateNumberOfMessagesNotVisible":"{{{queue.Hidden}}}"}}
                """),
        };
    }

    private async Task AnswerFormAsync(HttpContext context)
    {
        var action = (await context.Request.ReadFormAsync())["Action"].ToString();
        if (!action.StartsWith("Describe", StringComparison.Ordinal))
        {
            await IdentityAsync(context);
        }
        else if (Network[action] is ['<', ..] xml)
        {
            const string Namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";
            await WriteAsync(context, 200, $"<{action}Response xmlns=\"{Namespace}\">{xml}</{action}Response>");
        }
        else
        {
            var error = $"<Error><Code>{Network[action]}</Code><Message>told to.</Message></Error>";
            await WriteAsync(context, 400, $"<Response><Errors>{error}</Errors></Response>");
        }
    }

    private async Task IdentityAsync(HttpContext context)
    {
        var assumed = context.Request.Headers.Authorization.ToString().Contains(RoleKey, StringComparison.Ordinal);
        var (status, text) = ((await context.Request.ReadFormAsync())["Action"].ToString(), IdentityError) switch
        {
            (_, { } code) =>
                (403, $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>told to</Message></Error></ErrorResponse>"),
            ("AssumeRole", _) => (200, Answer(
                "AssumeRole",
                $"<Credentials><AccessKeyId>{RoleKey}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
                    + $"<Expiration>{DateTime.UtcNow.AddHours(1):s}Z</Expiration></Credentials>")),
            _ => (200, Answer(
                "GetCallerIdentity",
                $"<Arn>arn:aws:iam::{Account}:{(assumed ? "assumed-role/deployer" : "user/deployer")}</Arn><UserId>user</UserId>"
                    + $"<Account>{Account}</Account>")),
        };
        await WriteAsync(context, status, text);
    }

    private static string Answer(string action, string result) =>
        $"<{action}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
            + $"<{action}Result>{result}</{action}Result></{action}Response>";

    private Uri Address(string scheme) =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))
            .Single(address => address.Scheme == scheme);

    private Task HeadBucketAsync(HttpContext context)
    {
        context.Response.Headers["x-amz-bucket-region"] = Bucket.Region;
        return WriteAsync(context, Bucket.Status, "");
    }

    private static Task WriteAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        return context.Request.Method == "HEAD" ? Task.CompletedTask : context.Response.WriteAsync(text);
    }
}

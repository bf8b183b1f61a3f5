using System.Collections.Concurrent;
using Compressor.Cli.Local.Moto;
using Compressor.Toolkit.Aws;

namespace Compressor.Cli.Tests.Local;

/// <summary>Local AWSs that tests use one after the other: to start one takes seconds of processor time, and to empty it none.</summary>
internal static class AwsPool
{
    public const string Region = "us-east-1";

    private static readonly Uri Reset = new("/moto-api/reset", UriKind.Relative);
    private static readonly ConcurrentBag<(LocalAws Aws, DirectoryInfo Folder)> Idle = [];

    static AwsPool() => AppDomain.CurrentDomain.ProcessExit += (_, _) => End();

    /// <summary>Returns one in which there is nothing.</summary>
    public static async Task<(LocalAws Aws, DirectoryInfo Folder)> TakeAsync()
    {
        if (Idle.TryTake(out var idle))
        {
            return idle;
        }

        var folder = Directory.CreateTempSubdirectory("compressor-connected-");
        return (await LocalAws.StartAsync(new() { Folder = folder.FullName, Region = Region }, TestContext.Deadline), folder);
    }

    /// <summary>Empties one, for the next test.</summary>
    public static async Task GiveBackAsync(LocalAws aws, DirectoryInfo folder, AwsConnection connection)
    {
        using var http = connection.CreateHttpClient();
        using var answer = await http.PostAsync(new Uri(aws.Endpoint, Reset), null);
        answer.EnsureSuccessStatusCode();
        Idle.Add((aws, folder));
    }

    private static void End()
    {
        while (Idle.TryTake(out var idle))
        {
            idle.Aws.DisposeAsync().AsTask().GetAwaiter().GetResult();
            idle.Folder.Delete(recursive: true);
        }
    }
}

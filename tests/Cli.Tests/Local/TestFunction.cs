using System.IO.Compression;
using Compressor.Cli.Deployment;
using Compressor.Cli.Local;
using Compressor.Cli.Local.Invocations;
using Compressor.Testing;

namespace Compressor.Cli.Tests.Local;

/// <summary>A function with a real custom runtime: a Python script that speaks the Runtime API and does what its event says.</summary>
internal sealed class TestFunction : IAsyncDisposable
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>
    /// What the function does: echo (also its variables and headers), error, exit, kill (SIGKILL to itself), hang, allocate, print,
    /// misuse (of the Runtime API), wait (until a file is there), sleep, big (so many bytes), linger (answers, and never asks again).
    /// Tasks of S3 Batch succeed, but for keys with permanent, temporary (always), flaky (at first), throws, forgotten or garbled.
    /// Messages of SQS say what becomes of them: fail, throw, garbled, stranger, null, wait FILE; TEST_BATCHES keeps each batch.
    /// TEST_INIT: error, exit, hang, or once:FILE (fails where the file is not there yet, and makes it).
    /// </summary>
    private const string Runtime = """
        #!/usr/bin/python3
        import http.client, json, os, sys, time, urllib.parse

        def call(method, path, body=None, headers={}):
            api.request(method, "/2018-06-01/runtime/" + path, body, headers)
            response = api.getresponse()
            return response.status, dict(response.getheaders()), response.read()

        def report(path, kind, message):
            error = json.dumps({"errorType": kind, "errorMessage": message, "stackTrace": []})
            return call("POST", path, error, {"Lambda-Runtime-Function-Error-Type": kind})

        def perform(task):
            key = urllib.parse.unquote_plus(task["s3Key"])
            code, text = "Succeeded", json.dumps([task["s3Key"], task["s3VersionId"], task.get("s3Bucket"), task.get("s3BucketArn")])
            if "permanent" in key:
                code, text = "PermanentFailure", "ObjectTooLarge: it has\n2 \"bytes\", too many"
            if "temporary" in key or "flaky" in key and is_new(key):
                code, text = "TemporaryFailure", "StorageError: try again"
            return {"taskId": task["taskId"], "resultCode": code, "resultString": text}

        def answer_batch(messages):
            with open(os.environ["TEST_BATCHES"], "a") as batches:
                batches.write(json.dumps(messages) + "\n")
            bodies = [message["body"] for message in messages]
            for body in bodies:
                while body.startswith("wait ") and not os.path.exists(body[5:]):
                    time.sleep(0.005)
            if "null" in bodies or "garbled" in bodies:
                return None if "null" in bodies else "garbled"
            failed = [message["messageId"] for message in messages if message["body"] == "fail"]
            return {"batchItemFailures": [{"itemIdentifier": id} for id in failed + ["another"] * ("stranger" in bodies)]}

        def is_new(key):
            # Another environment may have the next try, so it is a file that remembers.
            try:
                open(os.path.join(os.path.dirname(os.path.abspath(sys.argv[0])), urllib.parse.quote(key, "") + ".seen"), "x").close()
                return True
            except FileExistsError:
                return False

        api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        print("starting", flush=True)
        init = os.environ.get("TEST_INIT", "")
        if init.startswith("once:") and not os.path.exists(init[5:]):
            open(init[5:], "w").close()
            sys.exit(3)
        if init == "error":
            report("init/error", "InvalidSettings", "COMPRESSOR_X is wrong")
            sys.exit(1)
        if init == "exit":
            sys.exit(7)
        if init == "hang":
            time.sleep(600)

        count = 0
        while True:
            status, headers, body = call("GET", "invocation/next")
            id = headers["Lambda-Runtime-Aws-Request-Id"]
            event = json.loads(body)
            todo = event.get("do", "echo") if isinstance(event, dict) else "echo"
            count += 1
            answer = {"pid": os.getpid(), "count": count, "event": event}
            if "tasks" in event:
                keys = " ".join(task["s3Key"] for task in event["tasks"])
                todo = "error" if "throws" in keys else "respond"
                results = [perform(task) for task in event["tasks"] if "forgotten" not in task["s3Key"]]
                names = "treatMissingKeysAs", "invocationSchemaVersion", "invocationId"
                event["response"] = "garbled" if "garbled" in keys else {
                    **{name: event.get(name, "PermanentFailure") for name in names}, "results": results}
            if isinstance(event, dict) and "aws:sqs" in [record.get("eventSource") for record in event.get("Records") or []]:
                event["response"] = answer_batch(event["Records"])
                todo = "error" if "throw" in [record["body"] for record in event["Records"]] else "respond"
            if todo == "error":
                report(f"invocation/{id}/error", event.get("type", "SomeError"), "it failed")
                continue
            if todo == "exit":
                sys.exit(event["code"])
            if todo == "kill":
                os.kill(os.getpid(), 9)
            if todo == "hang":
                time.sleep(600)
            if todo == "allocate":
                block = bytearray(os.urandom(1)) * (event["megabytes"] * 1024 * 1024)
                answer["allocated"] = len(block)
            if todo == "print":
                print(event["text"], flush=True)
                print(event["text"], file=sys.stderr, flush=True)
            if todo == "wait":
                while not os.path.exists(event["file"]):
                    time.sleep(0.005)
            if todo == "sleep":
                time.sleep(event["seconds"])
            if todo == "big":
                answer = "x" * (event["bytes"] - 2)
            if todo == "misuse":
                answer["statuses"] = [
                    call("GET", "invocation/next")[0],
                    call("POST", "invocation/another-id/response", "{}")[0],
                    call("POST", "invocation/another-id/error", "{}")[0],
                    report("init/error", "TooLate", "initialised already")[0],
                    call("GET", "nothing/there")[0]]
            if todo == "respond":
                answer = event["response"]
            if todo == "echo":
                answer.update(headers=headers, environment=dict(os.environ), folder=os.getcwd())
            status, _, _ = call("POST", f"invocation/{id}/response", json.dumps(answer))
            print("answered", status, call("POST", f"invocation/{id}/response", "{}")[0], flush=True)
            if todo == "linger":
                time.sleep(600)
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compressor-test-");

    /// <summary>The dead-letter queue.</summary>
    public DeadLetterReceiver DeadLetters { get; } = new();

    /// <summary>The deployment as Terraform would report it; 128 MB and one second.</summary>
    public DeployedResources Deployment => new(
        "files",
        "arn:aws:lambda:eu-central-1:123456789012:function:files",
        Variables,
        MemorySize: 128,
        Timeout: 60,
        "x86_64",
        Package(),
        ReservedConcurrency: 2,
        MaximumRetryAttempts: 2,
        MaximumEventAgeSeconds: 21_600,
        new Uri(DeadLetters.Endpoint, "123456789012/letters"),
        "a-bucket",
        "incoming/",
        "processed/",
        ".json",
        "eu-central-1");

    /// <summary>The function's own variables.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Options for quick tests: no delay before a retry.</summary>
    public LocalLambdaOptions Options => new(Deployment)
    {
        RetryDelays = [],
        AwsEndpoint = DeadLetters.Endpoint,
        Folder = _folder.FullName,
    };

    /// <summary>A path in the test's own folder.</summary>
    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>A Lambda with this function, and a client for its Invoke API.</summary>
    public async Task<RunningFunction> StartAsync(Func<LocalLambdaOptions, LocalLambdaOptions>? change = null)
    {
        var options = change?.Invoke(Options) ?? Options;
        return new(await LocalLambda.StartAsync(options, TestContext.Deadline));
    }

    public async ValueTask DisposeAsync()
    {
        await DeadLetters.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private string Package()
    {
        var path = PathOf("function.zip");
        if (!File.Exists(path))
        {
            using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
            var entry = archive.CreateEntry("bootstrap");
            entry.ExternalAttributes = ((int)Executable | 0x8000) << 16;
            using var stream = entry.Open();
            stream.Write(System.Text.Encoding.UTF8.GetBytes(Runtime));
        }

        return path;
    }
}

using System.CommandLine;
using Compressor.Lab.Data;
using Compressor.Lab.Tuning;
using Compressor.Toolkit.Aws;
using Compressor.Toolkit.CommandLine;
using Compressor.Toolkit.Lambda;
using Compressor.Toolkit.Units;

namespace Compressor.Lab.Commands;

/// <summary>The options of <c>compressor tune</c>.</summary>
internal sealed class TuneCommandOptions
{
    private readonly Option<int[]> _memory =
        CommandOptions.CreateList("--memory", "Memory sizes in MB.", "MB", [.. new TuneOptions { Samples = [] }.MemorySizes]);

    private readonly Option<string[]> _data = CommandOptions.CreateList(
        "--data", "What the objects contain: events, logs, random, or your own files.", "data", DataSet.Events.Name);

    private readonly Option<string> _size = SharedOptions.Size("The size of generated objects; your own files keep theirs.");

    private readonly Option<string?> _against =
        CommandOptions.Create<string?>("--against", "Use objects from here, read through the S3 API.", "BUCKET/PREFIX");

    private readonly Option<Uri?> _endpoint = new("--endpoint-url")
    {
        Description = "Another S3 endpoint for --against. Default: AWS_ENDPOINT_URL.",
        HelpName = "url",
        CustomParser = CommandOptions.Url,
    };

    private readonly Option<int> _batch = CommandOptions.Create(
        "--batch", "Objects per invocation: more than 1 for a queue's messages.", "n", CommandOptions.Between(1, 10_000), 1);

    private readonly Option<int> _invocations =
        CommandOptions.Create("--invocations", "Warm invocations at each size.", "n", CommandOptions.Between(1, 100_000), 20);

    private readonly Option<int> _starts =
        CommandOptions.Create("--starts", "Cold starts at each size.", "n", CommandOptions.Between(1, 1000), 3);

    private readonly Option<string> _format = SharedOptions.Format();
    private readonly Option<string> _compression = SharedOptions.Compression();

    private readonly Option<double> _timeout =
        CommandOptions.Create("--timeout", "The function's time limit.", "seconds", CommandOptions.Between(1.0, 900), 600);

    private readonly Option<string> _architecture =
        SharedOptions.Architecture("x86_64 or arm64. Its prices decide the picks.");

    private readonly Option<double> _files = SharedOptions.FilesPerHour();
    private readonly Option<double> _burst = SharedOptions.BurstFactor();
    private readonly Option<bool> _computed = new("--computed")
    {
        Description = "Compute durations from CPU time, without the kernel's limits.",
    };

    private readonly Option<FileInfo?> _durations = CommandOptions.Create<FileInfo?>(
        "--durations", "Write the balanced size's durations here, for compressor simulate.", "file");

    private readonly PackageOption _package = new();
    private readonly NetworkOptions _network = new();

    public void AddTo(Command command)
    {
        _package.AddTo(command);
        _network.AddTo(command);
        command.Add(
            _memory, _data, _size, _against, _endpoint, _batch, _invocations, _starts, _format, _compression, _timeout, _architecture,
            _files, _burst, _computed, _durations);
    }

    /// <summary>Unpacks the function that is measured.</summary>
    public Task<FunctionCode> UnpackAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        _package.UnpackAsync(parsed, cancellationToken);

    public Architecture Architecture(ParseResult parsed) => ArchitectureNames.Parse(parsed.GetRequiredValue(_architecture));

    /// <summary>Whether the kernel's limits are left out.</summary>
    public bool IsComputed(ParseResult parsed) => parsed.GetValue(_computed);

    /// <summary>The file that gets the durations of the balanced size; null for none.</summary>
    public FileInfo? Durations(ParseResult parsed) => parsed.GetValue(_durations);

    /// <summary>Reads what to measure, with the objects.</summary>
    /// <exception cref="CommandException">A size is out of range, or there are no such objects.</exception>
    public async Task<TuneOptions> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var sizes = parsed.GetRequiredValue(_memory);
        return new TuneOptions
        {
            MemorySizes = sizes.All(size => size is >= 128 and <= 10240)
                ? sizes
                : throw new CommandException("--memory takes sizes from 128 to 10240 MB"),
            Samples = parsed.GetValue(_against) is { } place
                ? await ObjectSamples.ReadAsync(place, new AwsConnection(parsed.GetValue(_endpoint)), cancellationToken)
                : ObjectSamples.Create(
                    parsed.GetRequiredValue(_data), (int)Math.Min(Sizes.Parse(parsed.GetRequiredValue(_size)), int.MaxValue)),
            Batch = parsed.GetRequiredValue(_batch),
            Invocations = parsed.GetRequiredValue(_invocations),
            Starts = parsed.GetRequiredValue(_starts),
            Format = parsed.GetRequiredValue(_format),
            Compression = parsed.GetRequiredValue(_compression),
            Network = _network.Read(parsed),
            TimeoutSeconds = parsed.GetRequiredValue(_timeout),
        };
    }

    /// <summary>Reads what the picked size must carry.</summary>
    public TuneWorkload ReadWorkload(ParseResult parsed, TuneOptions options) => new(
        parsed.GetRequiredValue(_files),
        parsed.GetRequiredValue(_burst),
        options.Samples.Average(sample => sample.Bytes.Length),
        options.Samples.Max(sample => sample.Bytes.Length));
}

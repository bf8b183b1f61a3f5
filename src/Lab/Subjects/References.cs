using Compressor.Toolkit.CommandLine;

namespace Compressor.Lab.Subjects;

/// <summary>The programs that the handler is compared with: <c>tests/Benchmarks</c>, published with NativeAOT as it is.</summary>
/// <param name="folder">Where <c>make bench</c> puts them.</param>
/// <param name="bucket">The bucket whose connection a warm-up may open.</param>
internal sealed class References(string folder, string bucket)
{
    /// <summary>Takes events and answers them, and does nothing else.</summary>
    public Subject Floor { get; } = new("floor", Find(folder, "floor"), new Dictionary<string, string>());

    /// <summary>GET and PUT of the same bytes with HttpClient.</summary>
    public Subject PlainHttp { get; } = new(
        "plain HTTP", Find(folder, "plain-http"), new Dictionary<string, string>(), EventForm.Addresses);

    /// <summary>GET, MemoryStream, ZipArchive Fastest, PUT.</summary>
    public Subject Fastest { get; } = UsualWay(folder, "usual Fastest", ("LEVEL", "Fastest"));

    /// <summary>GET, MemoryStream, ZipArchive Optimal, PUT.</summary>
    public Subject Optimal { get; } = UsualWay(folder, "usual Optimal", ("LEVEL", "Optimal"));

    /// <summary>The same, with a GET and a PUT that fail in its init.</summary>
    public Subject Baseline { get; } = UsualWay(folder, "baseline", ("LEVEL", "Optimal"), ("WARM_UP_BUCKET", bucket));

    private static Subject UsualWay(string folder, string name, params (string Name, string Value)[] variables) =>
        new(name, Find(folder, "usual-way"), variables.ToDictionary(variable => variable.Name, variable => variable.Value));

    private static string Find(string folder, string program)
    {
        var path = Path.GetFullPath(Path.Combine(folder, program));
        return File.Exists(path) ? path : throw new CommandException($"{path} does not exist: `make bench` builds it");
    }
}

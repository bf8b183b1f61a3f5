using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Compressor.Benchmarks.Generator;

/// <summary>A project with annotated types, a file each.</summary>
internal static class AnnotatedTypes
{
    /// <summary>How many types have an attribute of the generator's.</summary>
    public const int Count = 500;

    /// <summary>The file that has none.</summary>
    public const string Elsewhere = "Elsewhere.cs";

    private const string Shared =
        """
        global using System;
        global using System.Collections.Generic;
        global using Compressor.Generators;

        namespace Amazon.Lambda.Core
        {
            public interface ILambdaSerializer
            {
                T Deserialize<T>(System.IO.Stream requestStream);
                void Serialize<T>(T response, System.IO.Stream responseStream);
            }
        }

        public enum Kind { [JsonUnknown] Other, Created, [JsonName("removed")] Deleted }
        """;

    private static readonly string[] Kinds =
    [
        """
        [JsonEvent]
        public sealed partial record Event#
        {
            public required string Id { get; init; }
            [JsonName("detail-type")] public Kind Kind { get; init; }
            public IReadOnlyList<Item#> Items { get; init; } = [];
            public DateTimeOffset? At { get; init; }
            public Dictionary<string, long>? Counts { get; init; }

            [JsonEvent] public sealed partial record Item#(string Name, int Count = 1);
        }
        """,
        """
        [JsonLine(OmitNulls = true)]
        internal sealed partial record Answer#(string Key, Kind Kind, long BytesIn, TimeSpan Took, IReadOnlyList<string> Names);
        """,
        """
        [JsonReader(typeof(Shipment#), typeof(List<Shipment#>))]
        internal static partial class Readers#;
        public class Shipment#
        {
            public string? Id { get; set; }
            public DateTime Sent { get; set; }
            public List<Part#>? Parts { get; set; }
        }
        public class Part# { public int Number { get; set; } public string? Name { get; set; } }
        """,
        """
        [JsonWriter(typeof(Reply#))]
        internal static partial class Writers#;
        public class Reply#
        {
            public int Status { get; set; }
            public string? Body { get; set; }
            public Dictionary<string, string>? Headers { get; set; }
        }
        """,
        """
        [LambdaJsonSerializer]
        [JsonReader(typeof(Request#))]
        [JsonWriter(typeof(Request#))]
        public sealed partial class Serializer#;
        public class Request# { public string? Path { get; set; } public bool IsBase64Encoded { get; set; } }
        """,
        """
        internal sealed partial class Log#(SampledLogWriter writer)
        {
            private SampledLogWriter Writer { get; } = writer;
            [SampledLog(LogLevel.Info, "Stored {key}")] public partial void Stored(string key, long bytes, TimeSpan took);
            [SampledLog(LogLevel.Error, "{key} failed: {exception}")] public partial void Failed(string key, Exception exception);
        }
        """,
        """
        [Settings("APP_")]
        internal sealed partial record Settings#
        {
            /// <summary>Where results go.</summary>
            [Required] public string Bucket { get; init; } = "";
            [Range("1KB", "5GiB")] public ByteSize MaxSize { get; init; } = ByteSize.FromMebibytes(50);
            [Allowed("STANDARD", "GLACIER")] public string StorageClass { get; init; } = "STANDARD";
            public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
            [Range(0, 1)] public double Rate { get; init; } = 0.01;
        }
        """,
    ];

    /// <summary>The language that the types are written in.</summary>
    public static CSharpParseOptions Options { get; } = new(LanguageVersion.CSharp12);

    /// <summary>A compilation of them.</summary>
    public static CSharpCompilation Compile() => CSharpCompilation.Create(
        "Annotated",
        Enumerable.Range(0, Count).Select(i => Parse(Kinds[i % Kinds.Length].Replace("#", i.ToString()), $"Type{i}.cs"))
            .Append(Parse(Shared, "Shared.cs"))
            .Append(Parse("public static class Elsewhere { public static int Run() { return 0; } }", Elsewhere)),
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Compressor.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, Options, path);
}

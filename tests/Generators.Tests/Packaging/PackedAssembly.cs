using System.Collections.Immutable;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;

namespace Compressor.Generators.Tests.Packaging;

/// <summary>An assembly of the package, with its symbols from the package of symbols.</summary>
internal sealed class PackedAssembly : IDisposable
{
    /// <summary>https://github.com/dotnet/runtime/blob/main/docs/design/specs/PortablePdb-Metadata.md#source-link</summary>
    private static readonly Guid SourceLinkKind = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private readonly ImmutableArray<byte> _bytes;
    private readonly PEReader _assembly;
    private readonly MetadataReaderProvider _symbols;

    /// <summary>Opens an assembly.</summary>
    /// <param name="packed">Both packages.</param>
    /// <param name="name">Its name.</param>
    public PackedAssembly(PackedGenerator packed, string name)
    {
        _bytes = [.. Read(packed.PackageFile, $"analyzers/dotnet/cs/{name}.dll")];
        _assembly = new PEReader(_bytes);
        _symbols = MetadataReaderProvider.FromPortablePdbImage([.. Read(packed.SymbolsFile, $"analyzers/dotnet/cs/{name}.pdb")]);
    }

    /// <summary>Whether the compiler promises the same bytes for the same source.</summary>
    public bool IsDeterministic => _assembly.ReadDebugDirectory().Any(entry => entry.Type == DebugDirectoryEntryType.Reproducible);

    /// <summary>The id that debuggers look the symbols up by.</summary>
    public Guid WantedSymbols => _assembly.ReadCodeViewDebugDirectoryData(
        _assembly.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView)).Guid;

    /// <summary>The id of the symbols that are there.</summary>
    public Guid Symbols => new BlobContentId(_symbols.GetMetadataReader().DebugMetadataHeader!.Id).Guid;

    /// <summary>The paths of the source files.</summary>
    public IReadOnlyList<string> Documents
    {
        get
        {
            var reader = _symbols.GetMetadataReader();
            return [.. reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name))];
        }
    }

    /// <summary>Where the source files are, as JSON.</summary>
    public string SourceLink
    {
        get
        {
            var reader = _symbols.GetMetadataReader();
            return reader.GetCustomDebugInformation(EntityHandle.ModuleDefinition).Select(reader.GetCustomDebugInformation)
                .Where(information => reader.GetGuid(information.Kind) == SourceLinkKind)
                .Select(information => System.Text.Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value)))
                .Single();
        }
    }

    /// <summary>Loads it beside the test's own copy.</summary>
    public Assembly Load() =>
        new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(new MemoryStream([.. _bytes]));

    /// <inheritdoc/>
    public void Dispose()
    {
        _assembly.Dispose();
        _symbols.Dispose();
    }

    private static byte[] Read(string package, string file)
    {
        using var archive = ZipFile.OpenRead(package);
        using var stream = archive.GetEntry(file).ShouldNotBeNull($"There is no {file}.").Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}

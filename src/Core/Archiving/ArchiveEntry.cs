using System.Text;

namespace Compressor.Core.Archiving;

/// <summary>What an archive says about the one object in it.</summary>
/// <param name="Name">The entry's name, made safe by <see cref="EntryName"/>.</param>
/// <param name="Modified">The object's LastModified.</param>
/// <param name="Comment">The archive's comment, at most 65,535 bytes.</param>
public sealed record ArchiveEntry(string Name, DateTimeOffset Modified, ReadOnlyMemory<byte> Comment)
{
    /// <summary>The name as it stands in the archive.</summary>
    public byte[] NameBytes { get; } = Encoding.UTF8.GetBytes(Name);
}

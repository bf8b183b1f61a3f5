namespace Compressor.Core.Archiving;

/// <summary>A whole archive in memory. It shares its archiver's buffer.</summary>
/// <param name="Bytes">The archive.</param>
/// <param name="Data">The object's data within <paramref name="Bytes"/>: compressed or stored.</param>
/// <param name="Entry">The sizes and CRC of the data.</param>
public readonly record struct Archive(ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Data, EntryData Entry);

/// <summary>What was learnt of an object's data while it was compressed.</summary>
/// <param name="IsStored">Whether the data is in the archive as it is, because it does not shrink.</param>
/// <param name="Crc32">The CRC-32 of the object's bytes.</param>
/// <param name="Size">The object's size, in bytes.</param>
/// <param name="CompressedSize">The size of the data in the archive, in bytes.</param>
public readonly record struct EntryData(bool IsStored, uint Crc32, long Size, long CompressedSize);

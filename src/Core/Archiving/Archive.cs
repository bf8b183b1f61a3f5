namespace Compressor.Core.Archiving;

/// <summary>A whole archive in memory. It shares its archiver's buffer.</summary>
/// <param name="Bytes">The archive.</param>
/// <param name="Data">The entry's data within <paramref name="Bytes"/>: deflated or stored.</param>
/// <param name="Entry">The method, sizes and CRC of the entry.</param>
public readonly record struct Archive(ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Data, EntryData Entry);

/// <summary>What was learnt of an entry's data while it was compressed.</summary>
/// <param name="Method"><see cref="ZipFormat.Stored"/> or <see cref="ZipFormat.Deflated"/>.</param>
/// <param name="Crc32">The CRC-32 of the object's bytes.</param>
/// <param name="Size">The object's size, in bytes.</param>
/// <param name="CompressedSize">The size of the data in the archive, in bytes.</param>
public readonly record struct EntryData(ushort Method, uint Crc32, long Size, long CompressedSize);

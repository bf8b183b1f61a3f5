namespace Compressor.Core.Archiving;

/// <summary>What was learnt of an entry's data while it was compressed.</summary>
/// <param name="Method"><see cref="ZipFormat.Stored"/> or <see cref="ZipFormat.Deflated"/>.</param>
/// <param name="Crc32">The CRC-32 of the object's bytes.</param>
/// <param name="Size">The object's size, in bytes.</param>
/// <param name="CompressedSize">The size of the data in the archive, in bytes.</param>
public readonly record struct EntryData(ushort Method, uint Crc32, long Size, long CompressedSize);

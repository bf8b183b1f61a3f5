namespace Compressor.Core.Archiving;

/// <summary>A whole archive in memory. It shares its archiver's buffer.</summary>
/// <param name="Bytes">The archive.</param>
/// <param name="Data">The entry's data within <paramref name="Bytes"/>: deflated or stored.</param>
/// <param name="Entry">Sizes, method and CRC of the entry.</param>
public readonly record struct Archive(ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Data, EntryData Entry);

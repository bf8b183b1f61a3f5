using Compressor.Toolkit.Prices;

namespace Compressor.Cli.Capacity.Planning;

/// <summary>A part of an object's life: in which class, for how many days.</summary>
/// <param name="Class">The storage class.</param>
/// <param name="Days">Days in it, more than 0.</param>
internal sealed record StorageStay(StorageClass Class, double Days);

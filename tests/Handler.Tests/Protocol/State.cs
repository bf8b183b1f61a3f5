namespace Compressor.Handler.Tests.Protocol;

/// <summary>Where a delivery stands: the S3 call that it makes next, or how it ended.</summary>
internal enum Call
{
    Get,
    HeadOutputOfGone,
    PutNew,
    HeadOutput,
    HeadSource,
    PutOver,
    Delete,
    DeleteSuperseded,
    Succeeded,
    Superseded,
    SourceMissing,
    DeadLetter,
}

/// <summary>The output object: whose event made it, and which upload's bytes (and Last-Modified) were read for it.</summary>
/// <param name="Upload">Counted from 1; 0: there is no such object.</param>
internal readonly record struct Archive(int Upload, int Read, bool Sequenced)
{
    public const int Bits = 5;

    public uint Pack() => (uint)(Upload | (Read << 2) | (Sequenced ? 16 : 0));

    public static Archive Unpack(uint bits) => new((int)(bits & 3), (int)((bits >> 2) & 3), (bits & 16) != 0);
}

/// <param name="Read">The upload whose bytes the delivery holds.</param>
/// <param name="Seen">The archive that its last HEAD saw.</param>
internal readonly record struct Delivery(Call Next, int Read = 0, Archive Seen = default)
{
    public const int Bits = 4 + 2 + Archive.Bits;

    public bool Ended => Next >= Call.Succeeded;

    public uint Pack() => (uint)Next | ((uint)Read << 4) | (Seen.Pack() << 6);

    public static Delivery Unpack(uint bits) => new((Call)(bits & 15), (int)((bits >> 4) & 3), Archive.Unpack(bits >> 6));
}

/// <summary>The bucket and the deliveries: all that the future depends on, in 128 bits so that millions can be remembered.</summary>
/// <param name="Uploaded">How many uploads have happened.</param>
/// <param name="Current">What a GET without a version returns; 0: nothing.</param>
/// <param name="Versions">One bit for each upload that is stored still.</param>
/// <param name="DeletedByUser">The upload that was the newest when the source's owner deleted it; 0: nobody did.</param>
internal readonly record struct State(int Uploaded, int Current, int Versions, int DeletedByUser, Archive Output, UInt128 Deliveries)
{
    public Delivery this[int index] => Delivery.Unpack((uint)(Deliveries >> (index * Delivery.Bits)) & ((1u << Delivery.Bits) - 1));

    public State With(int index, Delivery delivery)
    {
        var shift = index * Delivery.Bits;
        var mask = (UInt128)((1u << Delivery.Bits) - 1) << shift;
        return this with { Deliveries = (Deliveries & ~mask) | ((UInt128)delivery.Pack() << shift) };
    }

    public UInt128 Pack() =>
        (Deliveries << 14)
        | (UInt128)(uint)(Uploaded | (Current << 2) | (Versions << 4) | (DeletedByUser << 7))
        | ((UInt128)Output.Pack() << 9);

    public static State Unpack(UInt128 bits)
    {
        var world = (uint)bits;
        return new(
            (int)(world & 3),
            (int)((world >> 2) & 3),
            (int)((world >> 4) & 7),
            (int)((world >> 7) & 3),
            Archive.Unpack((world >> 9) & 31),
            bits >> 14);
    }
}

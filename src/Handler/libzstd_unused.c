// What libzstd has and this function never runs, in place of its own: the linker takes these and leaves out 180 KB of the executable.
// Compiled by build/package.sh. Without it all is the same, and larger.

// Formats of 2016 and before. Where a frame begins like one of them, there is "no memory" for its decompressor, which is an error as
// any other.
#define NOTHING(name) void *name(void) { return 0; }
#define LEGACY(version)                       \
    NOTHING(ZBUFF##version##_createDCtx)      \
    NOTHING(ZBUFF##version##_freeDCtx)        \
    NOTHING(ZBUFF##version##_decompressContinue) \
    NOTHING(ZBUFF##version##_decompressInitDictionary) \
    NOTHING(ZSTD##version##_createDCtx)       \
    NOTHING(ZSTD##version##_freeDCtx)         \
    NOTHING(ZSTD##version##_decompress_usingDict) \
    NOTHING(ZSTD##version##_findFrameSizeInfoLegacy) \
    NOTHING(ZSTD##version##_getFrameParams)

LEGACY(v05)
LEGACY(v06)
LEGACY(v07)

// Strategies that no preset chooses (ZstdLevel names the strategy of each), blocks of a size that somebody else wants, and
// dictionaries. None of these is called; if one were, the process would end there and then.
#define NEVER(name) void name(void) { __builtin_trap(); }

NEVER(ZSTD_compressBlock_btopt)
NEVER(ZSTD_compressBlock_btopt_dictMatchState)
NEVER(ZSTD_compressBlock_btopt_extDict)
NEVER(ZSTD_compressBlock_btultra)
NEVER(ZSTD_compressBlock_btultra2)
NEVER(ZSTD_compressBlock_btultra_dictMatchState)
NEVER(ZSTD_compressBlock_btultra_extDict)
NEVER(ZSTD_updateTree)
NEVER(ZSTD_compressBlock_doubleFast)
NEVER(ZSTD_compressBlock_doubleFast_dictMatchState)
NEVER(ZSTD_compressBlock_doubleFast_extDict)
NEVER(ZSTD_fillDoubleHashTable)
NEVER(ZSTD_compressSuperBlock)

// Matches at a long distance, which are off: there is no table, and there are no sequences to pass over.
NOTHING(ZSTD_ldm_getTableSize)
NOTHING(ZSTD_ldm_getMaxNbSeq)
NEVER(ZSTD_ldm_adjustParameters)
NEVER(ZSTD_ldm_blockCompress)
NEVER(ZSTD_ldm_fillHashTable)
NEVER(ZSTD_ldm_generateSequences)
NOTHING(ZSTD_ldm_skipRawSeqStoreBytes)
NOTHING(ZSTD_ldm_skipSequences)

// A decompressor's dictionary: there is none to free.
NOTHING(ZSTD_freeDDict)
NOTHING(ZSTD_sizeof_DDict)
NEVER(ZSTD_DDict_dictContent)
NEVER(ZSTD_DDict_dictSize)
NEVER(ZSTD_copyDDictParameters)
NEVER(ZSTD_createDDict_advanced)
NEVER(ZSTD_getDictID_fromDDict)

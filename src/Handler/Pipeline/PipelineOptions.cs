using Amazon.S3;
using Compressor.Core.Keys;

namespace Compressor.Handler.Pipeline;

/// <summary>What the settings say about objects and their archives.</summary>
/// <param name="Keys">Which keys are compressed, and where their archives go.</param>
/// <param name="StorageClass">The storage class of archives.</param>
/// <param name="MaxFileSize">MAX_FILE_SIZE in bytes.</param>
/// <param name="DeletesSources">Whether a source is deleted once its archive is stored.</param>
internal sealed record PipelineOptions(KeyMapping Keys, S3StorageClass StorageClass, long MaxFileSize, bool DeletesSources);

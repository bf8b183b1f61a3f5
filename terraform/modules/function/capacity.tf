# What a source of max_file_size needs. Memory as the handler uses it (ArchiveLimits.cs): the process and its slack, twice an object that
# is compressed in memory, or the buffers of a stream beside those of the largest such object. tests/EndToEnd.Tests/Bootstrap/MemoryTests.cs
# runs the published function in a control group of that size: 124 MB at most for 50 MiB, 76 MB for a stream of 5 GiB.
#
# Speeds are those of whole invocations on one core, for the slowest data in docs/performance.md ("MB/s a core"; make bench measures them again).

locals {
  units = { B = 1, KiB = 1024, MiB = 1048576, GiB = 1073741824 }

  # Checked by the root: a whole number and a unit.
  size_parts    = regex("^([0-9]+)(B|KiB|MiB|GiB)$", var.settings.max_file_size)
  max_file_size = tonumber(local.size_parts[0]) * local.units[local.size_parts[1]]

  # zip and gzip have the same engines.
  deflate = {
    fast     = { process_megabytes = 50, megabytes_per_second = 440, streamed_megabytes_per_second = 440 }
    balanced = { process_megabytes = 50, megabytes_per_second = 100, streamed_megabytes_per_second = 50 }
    small    = { process_megabytes = 50, megabytes_per_second = 35, streamed_megabytes_per_second = 20 }
  }
  zstd = {
    fast     = { process_megabytes = 50, megabytes_per_second = 250, streamed_megabytes_per_second = 250 }
    balanced = { process_megabytes = 55, megabytes_per_second = 75, streamed_megabytes_per_second = 75 }
    small    = { process_megabytes = 55, megabytes_per_second = 30, streamed_megabytes_per_second = 30 }
  }
  engine = var.settings.format == "zstd" ? local.zstd[var.settings.compression] : local.deflate[var.settings.compression]

  # Larger objects are never in memory whole, and compressed by an engine that takes them in pieces.
  most_buffered    = 64 * local.units.MiB
  streams          = local.max_file_size > local.most_buffered
  stream_megabytes = 40

  needed_memory = ceil(
    local.engine.process_megabytes + 2 * min(local.max_file_size, local.most_buffered) / local.units.MiB + (local.streams ? local.stream_megabytes : 0)
  )

  # 1,769 MB is one vCPU, and an engine runs on one.
  vcpus            = min(1, var.memory_size / 1769)
  engine_speed     = local.streams ? local.engine.streamed_megabytes_per_second : local.engine.megabytes_per_second
  transfer_speed   = 40 # MB/s of one connection to S3, each way: half of what S3 is known to give (docs/cost.md), not measured here
  megabytes        = local.max_file_size / 1000000
  transfers        = local.streams ? 1 : 2 # a stream is uploaded while it is downloaded
  expected_seconds = local.megabytes / (local.engine_speed * local.vcpus) + local.transfers * local.megabytes / local.transfer_speed

  # Twice the expected time: S3 has slow minutes.
  needed_seconds = max(1, ceil(2 * local.expected_seconds))
}

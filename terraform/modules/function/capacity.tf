# What a source of max_file_size needs. Sizes as the handler has them (ArchiveLimits.cs): the process and its slack, twice an
# object that is compressed in memory, or the buffers of a stream beside those of the largest such object. Engine speeds are those
# of one core in docs/architecture.md, without slow neighbours: start figures, to be replaced by measured ones.

locals {
  units = { B = 1, KiB = 1024, MiB = 1048576, GiB = 1073741824 }

  # Checked by the root: a whole number and a unit.
  size_parts    = regex("^([0-9]+)(B|KiB|MiB|GiB)$", var.settings.max_file_size)
  max_file_size = tonumber(local.size_parts[0]) * local.units[local.size_parts[1]]

  capacity = {
    fast     = { process_megabytes = 50, megabytes_per_second = 731 }
    balanced = { process_megabytes = 50, megabytes_per_second = 148 }
    small    = { process_megabytes = 50, megabytes_per_second = 36 }
  }
  engine = local.capacity[var.settings.compression]

  # Larger objects are never in memory whole, and always compressed by the fast engine.
  most_buffered    = 64 * local.units.MiB
  streams          = local.max_file_size > local.most_buffered
  stream_megabytes = 40

  needed_memory = ceil(
    local.engine.process_megabytes + 2 * min(local.max_file_size, local.most_buffered) / local.units.MiB + (local.streams ? local.stream_megabytes : 0)
  )

  # 1,769 MB is one vCPU, and an engine runs on one.
  vcpus            = min(1, var.memory_size / 1769)
  engine_speed     = local.streams ? local.capacity.fast.megabytes_per_second : local.engine.megabytes_per_second
  transfer_speed   = 40
  megabytes        = local.max_file_size / 1000000
  expected_seconds = local.megabytes / (local.engine_speed * local.vcpus) + 2 * local.megabytes / local.transfer_speed

  # Twice the expected time: S3 has slow minutes.
  needed_seconds = max(1, ceil(2 * local.expected_seconds))
}

# What a source of max_file_size needs. Start figures, to be replaced by the benchmark's: 38 MB resident with 10 MB
# objects, of which twice the object are buffers (source and archive), rounded up for the runtime and TLS; engine
# speeds of one core. Objects above `streams_above` never lie in memory whole.

locals {
  units = { B = 1, KiB = 1024, MiB = 1048576, GiB = 1073741824 }

  # Checked by the root: a whole number and a unit.
  size_parts    = regex("^([0-9]+)(B|KiB|MiB|GiB)$", var.settings.max_file_size)
  max_file_size = tonumber(local.size_parts[0]) * local.units[local.size_parts[1]]

  capacity = {
    fast     = { base_megabytes = 64, buffers = 2, megabytes_per_second = 731 }
    balanced = { base_megabytes = 64, buffers = 2, megabytes_per_second = 148 }
    small    = { base_megabytes = 80, buffers = 2, megabytes_per_second = 36 }
  }
  engine        = local.capacity[var.settings.compression]
  streams_above = 128 * local.units.MiB

  needed_memory = ceil(local.engine.base_megabytes + local.engine.buffers * min(local.max_file_size, local.streams_above) / local.units.MiB)

  # 1,769 MB is one vCPU, and an engine runs on one. Streams are compressed by the fast engine.
  vcpus            = min(1, var.memory_size / 1769)
  engine_speed     = local.max_file_size > local.streams_above ? local.capacity.fast.megabytes_per_second : local.engine.megabytes_per_second
  transfer_speed   = 40
  megabytes        = local.max_file_size / 1000000
  expected_seconds = local.megabytes / (local.engine_speed * local.vcpus) + 2 * local.megabytes / local.transfer_speed

  # Twice the expected time: S3 has slow minutes.
  needed_seconds = max(1, ceil(2 * local.expected_seconds))
}

locals {
  # Each becomes COMPRESSOR_<NAME> in the function's environment, always all of them.
  settings = {
    incoming_prefix      = var.incoming_prefix
    processed_prefix     = var.processed_prefix
    source_suffix        = var.source_suffix
    max_file_size        = var.max_file_size
    format               = var.format
    compression          = var.compression
    storage_class        = var.storage_class
    source_after_success = var.source_after_success
    verify_archives      = var.verify_archives

    report_batch_item_failures = var.report_batch_item_failures || local.uses_queue

    log_sampling_rate = var.log_sampling_rate
    debug             = var.debug
    warm_up           = var.warm_up
    bucket_name       = local.bucket_name

    # A handful of Amazon's own roots is parsed in a millisecond, where the system's bundle takes twenty;
    # other partitions have other roots.
    ca_bundle = coalesce(var.ca_bundle, local.account.partition == "aws" ? "amazon" : "system")
  }
}

# What every test of this module begins with.

account = { id = "123456789012", partition = "aws", region = "eu-central-1" }
tags    = { Application = "compressor" }

name                     = "compressor"
function_package         = "../../tests/packages/function-x86_64.zip"
incoming_expiration_days = 7
bucket_arn               = "arn:aws:s3:::the-bucket"
subnet_ids               = ["subnet-a", "subnet-b"]
security_group_id        = "sg-1"

settings = {
  incoming_prefix      = "incoming/"
  processed_prefix     = "processed/"
  source_suffix        = ".json"
  max_file_size        = "50MiB"
  format               = "zip"
  compression          = "balanced"
  storage_class        = "STANDARD"
  source_after_success = "keep"
  verify_archives      = false
  log_sampling_rate    = 0.01
  debug                = false
  warm_up              = true
  bucket_name          = "files"
  ca_bundle            = "amazon"

  report_batch_item_failures = false
}

function_package_s3       = null
role_arn                  = null
iam_path                  = "/"
permissions_boundary      = null
create_log_group          = true
log_class                 = "STANDARD"
architecture              = "x86_64"
memory_size               = 512
timeout                   = 600
reserved_concurrency      = 1500
provisioned_concurrency   = 0
live_version              = null
canary_percent            = 0
maximum_retry_attempts    = 2
maximum_event_age_seconds = 21600
log_retention_days        = 7
log_kms_key_arn           = null
kms_key_arn               = null
tracing                   = "PassThrough"
environment_kms_key_arn   = null
code_signing_config_arn   = null
event_queue_arn           = null

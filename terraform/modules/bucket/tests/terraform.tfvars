# What every test of this module begins with.

account = { id = "123456789012", partition = "aws", region = "eu-central-1" }
tags    = { Application = "compressor" }

bucket_name              = "the-bucket"
incoming_prefix          = "incoming/"
processed_prefix         = "processed/"
source_suffix            = ".json"
function_role_arn        = "arn:aws:iam::123456789012:role/compressor"
incoming_expiration_days = 7

create_bucket              = true
manage_policy              = true
manage_lifecycle           = true
force_destroy              = false
kms_key_arn                = null
request_metrics            = false
request_metrics_name       = "compressor"
storage_class              = "STANDARD"
versioning                 = false
access_log                 = null
object_lock                = null
additional_policy_json     = null
additional_lifecycle_rules = []
processed_transitions      = []
processed_expiration_days  = null
noncurrent_expiration_days = 7
backfill_prefix            = null
deny_other_encryption      = false
transition_minimum_size    = null

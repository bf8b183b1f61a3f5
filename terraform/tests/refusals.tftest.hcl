# What each input refuses. A run has a wrong value for each of many inputs, of which every one must be refused for itself: a plan
# takes a second, and looks at all inputs before it stops.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  function_package = "tests/packages/function-x86_64.zip"
  alarm_emails     = ["ops@example.org"]
}

run "values_out_of_range_or_of_another_form_are_refused" {
  command = plan

  variables {
    name = "Compressor"
    tags = { "aws:owner" = "me" }

    incoming_prefix      = "incoming" # no slash
    processed_prefix     = "/processed/"
    source_suffix        = "*.json"
    max_file_size        = "50" # no unit
    format               = "gz"
    compression          = "best"
    storage_class        = "COLD"
    source_after_success = "move"
    log_sampling_rate    = 5 # percent
    ca_bundle            = "mozilla"

    function_package_s3       = { bucket = "b", key = "k", sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" } # in hex
    architecture              = "x64"
    memory_size               = 64
    timeout                   = 901
    reserved_concurrency      = 0
    provisioned_concurrency   = 0.5
    concurrency_quota         = 0.5
    maximum_retry_attempts    = 3
    maximum_event_age_seconds = 21601
    live_version              = "$LATEST"
    canary_percent            = 100 # everything
    tracing                   = "On"
    log_class                 = "GLACIER"
    log_retention_days        = 8 # CloudWatch has 7 and 14
    log_kms_key_arn           = "arn:aws:kms:eu-central-1:123456789012:alias/logs"
    environment_kms_key_arn   = "arn:aws:kms:eu-central-1:123456789012:alias/key"
    code_signing_config_arn   = "arn:aws:signer:eu-central-1:123456789012:/signing-profiles/p"
    role_arn                  = "compressor"
    iam_path                  = "service"
    permissions_boundary      = "boundary"

    bucket_name                = "TheBucket"
    kms_key_arn                = "alias/bucket"
    incoming_expiration_days   = 1 # dead letters are kept a day less
    processed_transitions      = [{ days = 90, storage_class = "COLD" }]
    processed_expiration_days  = 0
    noncurrent_expiration_days = 0

    transition_default_minimum_object_size = "128K"

    vpc_id                  = "main"
    subnet_ids              = ["private-a"]
    route_table_ids         = ["private"]
    vpc_cidr                = "10.0.0.0/27" # too small for subnets
    zone_count              = 1
    zone_ids                = ["use1-az1", "use1-az1"]
    exclude_zone_ids        = ["us-east-1e"] # a name
    flow_log_retention_days = 8
    additional_egress       = { "both" = { port = 443, cidr_ipv4 = "10.1.0.0/16", prefix_list_id = "pl-1" } }

    alarm_emails     = ["ops"]
    alarm_topic_arns = ["ops"]
    runbook_url      = "https://example.org/operations.md#top"
    alarm_thresholds = { dead_letters = -1 }
    verification     = { tool_s3 = { bucket = "tools", key = "a key; rm -rf .", sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" } }
  }

  expect_failures = [
    var.name, var.tags,
    var.incoming_prefix, var.processed_prefix, var.source_suffix, var.max_file_size, var.format, var.compression, var.storage_class,
    var.source_after_success, var.log_sampling_rate, var.ca_bundle,
    var.function_package_s3, var.architecture, var.memory_size, var.timeout, var.reserved_concurrency, var.provisioned_concurrency,
    var.concurrency_quota, var.maximum_retry_attempts, var.maximum_event_age_seconds, var.live_version, var.canary_percent, var.tracing,
    var.log_class, var.log_retention_days, var.log_kms_key_arn, var.environment_kms_key_arn, var.code_signing_config_arn, var.role_arn,
    var.iam_path, var.permissions_boundary,
    var.bucket_name, var.kms_key_arn, var.incoming_expiration_days, var.processed_transitions, var.processed_expiration_days,
    var.noncurrent_expiration_days, var.transition_default_minimum_object_size,
    var.vpc_id, var.subnet_ids, var.route_table_ids, var.vpc_cidr, var.zone_count, var.zone_ids, var.exclude_zone_ids,
    var.flow_log_retention_days, var.additional_egress,
    var.alarm_emails, var.alarm_topic_arns, var.runbook_url, var.alarm_thresholds, var.verification,
  ]
}

run "further_values_of_the_same_inputs_are_refused" {
  command = plan

  variables {
    name                  = "a-name-that-is-much-too-long-for-it"
    max_file_size         = "0MiB"
    memory_size           = 10241
    create_bucket         = false # and no bucket_name
    processed_transitions = [{ days = 29, storage_class = "STANDARD_IA" }]
    event_source          = "draining" # the queue of others
    event_queue_arn       = "arn:aws:sqs:eu-central-1:123456789012:theirs"
    vpc_cidr              = "10.0.0.0"
    zone_ids              = ["use1-az1", "use1-az2", "use1-az4", "use1-az5"]
    additional_egress     = { "what's this" = { port = 443, cidr_ipv4 = "10.1.0.0/16" } }
    alarm_thresholds      = { concurrency_percent = 101 }
    verification          = { schedule = "daily", tool_s3 = { bucket = "tools", key = "k", sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" } }
  }

  expect_failures = [
    var.name, var.max_file_size, var.memory_size, var.create_bucket, var.processed_transitions,
    var.event_source, var.vpc_cidr, var.zone_ids, var.additional_egress, var.alarm_thresholds, var.verification,
  ]
}

run "inputs_that_exclude_or_need_each_other_are_refused" {
  command = plan

  variables {
    bucket_name           = "the-bucket"
    access_log            = { bucket = "the-bucket" } # a log of the log
    deny_other_encryption = true                      # and no key
    source_after_success  = "delete"
    object_lock           = { mode = "GOVERNANCE", days = 30 } # on sources that are to be deleted
    zone_ids              = ["us-east-1a", "us-east-1b"]       # names

    additional_notifications = [{ id = "nobody", events = ["s3:ObjectRemoved:*"] }]

    alarm_thresholds = { idle_hours = 169 } # CloudWatch looks back a week
  }

  expect_failures = [var.access_log, var.deny_other_encryption, var.object_lock, var.additional_notifications, var.zone_ids, var.alarm_thresholds]
}

run "a_lock_by_another_name_dead_letters_of_no_age_and_events_of_no_service_are_refused" {
  command = plan

  variables {
    additional_notifications = [{ id = "all", events = ["ObjectRemoved"], topic_arn = "arn:aws:sns:eu-central-1:123456789012:all" }]

    object_lock      = { mode = "governance", days = 30 }
    alarm_thresholds = { dead_letter_age_hours = 0 }
  }

  expect_failures = [var.additional_notifications, var.object_lock, var.alarm_thresholds]
}

run "a_rule_by_the_name_of_ours_is_refused" {
  command = plan

  variables {
    additional_notifications = [{ id = "compressor", events = ["s3:ObjectRemoved:*"], topic_arn = "arn:aws:sns:eu-central-1:123456789012:all" }]
  }

  expect_failures = [var.additional_notifications]
}

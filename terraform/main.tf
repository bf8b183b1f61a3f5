data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  account = {
    id        = data.aws_caller_identity.current.account_id
    partition = data.aws_partition.current.partition
    region    = data.aws_region.current.id # its name, in every version of the provider: 6 deprecates `name` for `region`, which 5 lacks
  }

  tags = merge({ Application = "compressor", Deployment = var.name, Version = local.version }, var.tags)

  bucket_name = coalesce(var.bucket_name, "${var.name}-${local.account.id}-${local.account.region}")
  bucket_arn  = "arn:${local.account.partition}:s3:::${local.bucket_name}"

  # How a bucket that exists keeps its versions is its owner's business, and to be told.
  versioning = coalesce(var.versioning, var.create_bucket && (var.source_after_success == "delete" || var.object_lock != null))

  # What is unset follows the bucket: one that exists is left alone.
  manage = {
    notification = coalesce(var.manage_notification, var.create_bucket)
    policy       = coalesce(var.manage_policy, var.create_bucket)
    lifecycle    = coalesce(var.manage_lifecycle, var.create_bucket)
  }

  # While it drains, the queue has what S3 sent to it before.
  uses_queue      = var.event_source != "direct"
  event_queue_arn = coalesce(var.event_queue_arn, "arn:${local.account.partition}:sqs:${local.account.region}:${local.account.id}:${var.name}-events")

  # A queue of others has the bucket's events by another way.
  announces = !(local.uses_queue && var.event_queue_arn != null)

  # Where `compressor backfill` writes: no notification matches it.
  backfill_prefix = "compressor-backfill/"

  # Written by the function in embedded metric format.
  metrics_namespace = "Compressor"
}

module "network" {
  source = "./modules/network"

  name                    = var.name
  account                 = local.account
  tags                    = local.tags
  vpc_id                  = var.vpc_id
  subnet_ids              = var.subnet_ids
  route_table_ids         = var.route_table_ids
  create_s3_endpoint      = var.create_s3_endpoint
  vpc_cidr                = var.vpc_cidr
  additional_egress       = var.additional_egress
  iam_path                = var.iam_path
  permissions_boundary    = var.permissions_boundary
  zone_count              = var.zone_count
  zone_ids                = var.zone_ids
  exclude_zone_ids        = var.exclude_zone_ids
  flow_log_retention_days = var.flow_log_retention_days
  log_kms_key_arn         = var.log_kms_key_arn
  bucket_arn              = local.bucket_arn
  function_role_arn       = module.function.role_arn
  s3_actions              = module.function.s3_actions
}

module "bucket" {
  source = "./modules/bucket"

  account                    = local.account
  tags                       = local.tags
  bucket_name                = local.bucket_name
  create_bucket              = var.create_bucket
  manage_policy              = local.manage.policy
  manage_lifecycle           = local.manage.lifecycle
  force_destroy              = var.force_destroy
  access_log                 = var.access_log
  object_lock                = var.object_lock
  additional_policy_json     = var.additional_policy_json
  additional_lifecycle_rules = var.additional_lifecycle_rules
  kms_key_arn                = var.kms_key_arn
  deny_other_encryption      = var.deny_other_encryption
  versioning                 = local.versioning
  request_metrics            = var.request_metrics
  request_metrics_name       = var.name
  incoming_prefix            = var.incoming_prefix
  processed_prefix           = var.processed_prefix
  source_suffix              = var.source_suffix
  backfill_prefix            = var.backfill ? local.backfill_prefix : null
  storage_class              = var.storage_class
  function_role_arn          = module.function.role_arn
  incoming_expiration_days   = var.incoming_expiration_days
  processed_transitions      = var.processed_transitions
  processed_expiration_days  = var.processed_expiration_days
  transition_minimum_size    = var.transition_default_minimum_object_size
  noncurrent_expiration_days = var.noncurrent_expiration_days
}

module "function" {
  source = "./modules/function"

  name                      = var.name
  account                   = local.account
  tags                      = local.tags
  settings                  = local.settings
  function_package          = var.function_package
  function_package_s3       = var.function_package_s3
  role_arn                  = var.role_arn
  iam_path                  = var.iam_path
  permissions_boundary      = var.permissions_boundary
  create_log_group          = var.create_log_group
  log_class                 = var.log_class
  architecture              = var.architecture
  memory_size               = var.memory_size
  timeout                   = var.timeout
  reserved_concurrency      = var.reserved_concurrency
  provisioned_concurrency   = var.provisioned_concurrency
  live_version              = var.live_version
  canary_percent            = var.canary_percent
  maximum_retry_attempts    = var.maximum_retry_attempts
  maximum_event_age_seconds = var.maximum_event_age_seconds
  incoming_expiration_days  = var.incoming_expiration_days
  tracing                   = var.tracing
  log_retention_days        = var.log_retention_days
  log_kms_key_arn           = var.log_kms_key_arn
  environment_kms_key_arn   = var.environment_kms_key_arn
  code_signing_config_arn   = var.code_signing_config_arn
  kms_key_arn               = var.kms_key_arn
  bucket_arn                = local.bucket_arn
  event_queue_arn           = local.uses_queue ? local.event_queue_arn : null
  subnet_ids                = module.network.subnet_ids
  security_group_id         = module.network.security_group_id
}

module "backfill" {
  source = "./modules/backfill"
  count  = var.backfill ? 1 : 0

  name                 = var.name
  account              = local.account
  tags                 = local.tags
  iam_path             = var.iam_path
  permissions_boundary = var.permissions_boundary
  bucket_arn           = local.bucket_arn
  prefix               = local.backfill_prefix
  incoming_prefix      = var.incoming_prefix
  processed_prefix     = var.processed_prefix
  alias_arn            = module.function.alias_arn
  kms_key_arn          = var.kms_key_arn
}

module "queue" {
  source = "./modules/queue"
  count  = local.uses_queue ? 1 : 0

  account                    = local.account
  tags                       = local.tags
  create_queue               = var.event_queue_arn == null
  queue_name                 = "${var.name}-events"
  queue_arn                  = local.event_queue_arn
  bucket_arn                 = local.bucket_arn
  alias_arn                  = module.function.alias_arn
  dead_letter_queue_arn      = module.function.dead_letter_queue_arn
  timeout                    = var.timeout
  reserved_concurrency       = var.reserved_concurrency
  incoming_expiration_days   = var.incoming_expiration_days
  batch_size                 = var.batch_size
  maximum_batching_window    = var.maximum_batching_window
  maximum_concurrency        = var.maximum_concurrency
  max_receive_count          = var.max_receive_count
  visibility_timeout_seconds = var.visibility_timeout_seconds
}

module "notification" {
  source = "./modules/notification"

  name                     = var.name
  account                  = local.account
  tags                     = local.tags
  manage_notification      = local.manage.notification && local.announces
  announce_sources         = local.announces
  event_queue_arn          = var.event_source != "queue" ? null : one(module.queue[*].queue_arn)
  report_expired_sources   = var.source_after_success == "delete"
  versioning               = local.versioning
  additional_notifications = var.additional_notifications
  bucket_name              = module.bucket.bucket_name
  bucket_arn               = module.bucket.bucket_arn
  function_name            = module.function.function_name
  alias_name               = module.function.alias_name
  alias_arn                = module.function.alias_arn
  incoming_prefix          = var.incoming_prefix
  source_suffix            = var.source_suffix
}

module "verification" {
  source = "./modules/verification"
  count  = var.verification == null ? 0 : 1

  name                  = var.name
  account               = local.account
  tags                  = local.tags
  iam_path              = var.iam_path
  permissions_boundary  = var.permissions_boundary
  log_retention_days    = var.log_retention_days
  log_kms_key_arn       = var.log_kms_key_arn
  verification          = var.verification
  function_name         = module.function.function_name
  function_arn          = module.function.function_arn
  alias_arn             = module.function.alias_arn
  dead_letter_queue_arn = module.function.dead_letter_queue_arn
  event_queue_arn       = local.uses_queue && var.event_queue_arn == null ? local.event_queue_arn : null
  bucket_arn            = local.bucket_arn
  key_arns              = distinct([for arn in [var.kms_key_arn, var.environment_kms_key_arn] : arn if arn != null])
}

module "alarms" {
  source = "./modules/alarms"

  name                   = var.name
  account                = local.account
  tags                   = local.tags
  function_name          = module.function.function_name
  timeout                = var.timeout
  reserved_concurrency   = var.reserved_concurrency
  metrics_namespace      = local.metrics_namespace
  dead_letter_queue_name = module.function.dead_letter_queue_name
  event_queue_name       = local.uses_queue ? split(":", local.event_queue_arn)[5] : null
  expired_queue_name     = module.notification.expired_queue_name
  verification_project   = one(module.verification[*].project_name)
  bucket_name            = module.bucket.bucket_name
  request_metrics_filter = module.bucket.request_metrics_filter
  topic_arns             = var.alarm_topic_arns
  actions_enabled        = var.alarm_actions_enabled
  log_group_name         = var.log_class == "STANDARD" ? module.function.log_group_name : null
  emails                 = var.alarm_emails
  runbook_url            = var.runbook_url
  thresholds             = var.alarm_thresholds
}

module "dashboard" {
  source = "./modules/dashboard"

  name                   = var.name
  account                = local.account
  function_name          = module.function.function_name
  memory_size            = var.memory_size
  timeout                = var.timeout
  reserved_concurrency   = var.reserved_concurrency
  metrics_namespace      = local.metrics_namespace
  dead_letter_queue_name = module.function.dead_letter_queue_name
  event_queue_name       = local.uses_queue ? split(":", local.event_queue_arn)[5] : null
}

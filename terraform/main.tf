data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  bucket_name = coalesce(var.bucket_name, "${var.name}-${data.aws_caller_identity.current.account_id}-${data.aws_region.current.name}")
  bucket_arn  = "arn:${data.aws_partition.current.partition}:s3:::${local.bucket_name}"

  # A handful of Amazon's own roots is parsed in a millisecond, where the system's bundle takes twenty;
  # other partitions have other roots.
  ca_bundle = coalesce(var.ca_bundle, data.aws_partition.current.partition == "aws" ? "amazon" : "system")
}

module "network" {
  source = "./modules/network"

  name              = var.name
  vpc_cidr          = var.vpc_cidr
  zone_count        = var.zone_count
  exclude_zone_ids  = var.exclude_zone_ids
  bucket_arn        = local.bucket_arn
  function_role_arn = module.function.role_arn
  s3_actions        = module.function.s3_actions
}

module "bucket" {
  source = "./modules/bucket"

  bucket_name              = local.bucket_name
  force_destroy            = var.force_destroy
  incoming_prefix          = var.incoming_prefix
  processed_prefix         = var.processed_prefix
  source_suffix            = var.source_suffix
  function_role_arn        = module.function.role_arn
  incoming_expiration_days = var.incoming_expiration_days
}

module "function" {
  source = "./modules/function"

  name             = var.name
  function_package = abspath(var.function_package)

  settings = {
    incoming_prefix      = var.incoming_prefix
    processed_prefix     = var.processed_prefix
    source_suffix        = var.source_suffix
    max_file_size        = var.max_file_size
    compression          = var.compression
    storage_class        = var.storage_class
    source_after_success = var.source_after_success
    verify_archives      = var.verify_archives
    log_sampling_rate    = var.log_sampling_rate
    debug                = var.debug
    warm_up              = var.warm_up
    ca_bundle            = local.ca_bundle
  }

  architecture              = var.architecture
  memory_size               = var.memory_size
  timeout                   = var.timeout
  reserved_concurrency      = var.reserved_concurrency
  maximum_retry_attempts    = var.maximum_retry_attempts
  maximum_event_age_seconds = var.maximum_event_age_seconds
  incoming_expiration_days  = var.incoming_expiration_days
  log_retention_days        = var.log_retention_days
  bucket_arn                = local.bucket_arn
  subnet_ids                = module.network.subnet_ids
  security_group_id         = module.network.security_group_id
}

module "notification" {
  source = "./modules/notification"

  name            = var.name
  bucket_name     = module.bucket.bucket_name
  bucket_arn      = module.bucket.bucket_arn
  function_name   = module.function.function_name
  alias_name      = module.function.alias_name
  alias_arn       = module.function.alias_arn
  incoming_prefix = var.incoming_prefix
  source_suffix   = var.source_suffix
}

module "alarms" {
  source = "./modules/alarms"

  name                   = var.name
  function_name          = module.function.function_name
  dead_letter_queue_name = module.function.dead_letter_queue_name
  emails                 = var.alarm_emails
  runbook_url            = var.runbook_url
  thresholds             = var.alarm_thresholds
}

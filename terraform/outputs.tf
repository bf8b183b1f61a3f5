output "function_name" {
  description = "The function's name."
  value       = module.function.function_name
}

output "function_arn" {
  description = "The function's ARN, without a version."
  value       = module.function.function_arn
}

output "alias_arn" {
  description = "The ARN of the alias `live`, which receives events."
  value       = module.function.alias_arn
}

output "live_version" {
  description = "The function's version that receives events, except a canary's share."
  value       = module.function.live_version
}

output "newest_version" {
  description = "The newest published version of the function: the live one, or the canary."
  value       = module.function.newest_version
}

output "function_environment" {
  description = "The function's environment variables."
  value       = module.function.environment
}

output "function_package" {
  description = "Path of the zip that was deployed, as it was given."
  value       = var.function_package
}

output "memory_size" {
  description = "The function's memory in MB."
  value       = var.memory_size
}

output "timeout" {
  description = "Seconds after which Lambda ends an invocation."
  value       = var.timeout
}

output "architecture" {
  description = "The function's architecture, x86_64 or arm64."
  value       = var.architecture
}

output "reserved_concurrency" {
  description = "The maximum number of execution environments, or null for no limit of its own."
  value       = var.reserved_concurrency
}

output "maximum_retry_attempts" {
  description = "How often a failed event is retried."
  value       = var.maximum_retry_attempts
}

output "maximum_event_age_seconds" {
  description = "Seconds that an event may wait."
  value       = var.maximum_event_age_seconds
}

output "dead_letter_queue_url" {
  description = "URL of the dead-letter queue, which has the events that failed permanently."
  value       = module.function.dead_letter_queue_url
}

output "dead_letter_queue_arn" {
  description = "ARN of the dead-letter queue."
  value       = module.function.dead_letter_queue_arn
}

output "event_queue_url" {
  description = "URL of the queue that events wait in; null if S3 invokes the function, or the queue is not created here."
  value       = one(module.queue[*].queue_url)
}

output "bucket_name" {
  description = "The bucket of sources and archives."
  value       = module.bucket.bucket_name
}

output "bucket_arn" {
  description = "The bucket's ARN."
  value       = module.bucket.bucket_arn
}

output "incoming_prefix" {
  description = "Prefix to upload to."
  value       = var.incoming_prefix
}

output "processed_prefix" {
  description = "Prefix under which archives are stored."
  value       = var.processed_prefix
}

output "source_suffix" {
  description = "What a source's key ends in."
  value       = var.source_suffix
}

output "region" {
  description = "The region of the deployment."
  value       = local.account.region
}

output "log_group_name" {
  description = "The function's log group."
  value       = module.function.log_group_name
}

output "alarm_topic_arns" {
  description = "The SNS topics that get the alarms."
  value       = module.alarms.topic_arns
}

output "dashboard_name" {
  description = "The CloudWatch dashboard."
  value       = module.dashboard.name
}

output "expired_queue_url" {
  description = "URL of the queue of sources that expired before they were processed; null if sources are kept anyway."
  value       = module.notification.expired_queue_url
}

output "backfill_role_arn" {
  description = "The role that S3 Batch Operations assumes for `compressor backfill`; null without backfill."
  value       = one(module.backfill[*].role_arn)
}

output "bucket_json_to_merge" {
  description = "What the owners of an existing bucket must merge into its notification, policy and lifecycle; null for each that is managed here."
  value = {
    notification = local.manage.notification || module.notification.notification_json == "{}" ? null : module.notification.notification_json
    policy       = local.manage.policy ? null : module.bucket.policy_json
    lifecycle    = local.manage.lifecycle ? null : module.bucket.lifecycle_json
  }
}

output "vpc_id" {
  description = "The VPC that the function runs in."
  value       = module.network.vpc_id
}

output "subnet_ids" {
  description = "The private subnets that the function runs in."
  value       = module.network.subnet_ids
}

output "security_group_id" {
  description = "The function's security group."
  value       = module.network.security_group_id
}

output "s3_endpoint_id" {
  description = "The S3 gateway endpoint; null if none is created."
  value       = module.network.s3_endpoint_id
}

output "function_role_arn" {
  description = "The function's role, for policies of buckets and keys that are not managed here."
  value       = module.function.role_arn
}

output "function_role_policy_json" {
  description = "The policy that the function's role needs, whether it is created here or given as role_arn."
  value       = module.function.role_policy_json
}

output "alarm_arns" {
  description = "Each alarm's ARN by its name."
  value       = module.alarms.alarm_arns
}

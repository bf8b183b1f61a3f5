output "function_name" {
  description = "The function's name."
  value       = aws_lambda_function.this.function_name
}

output "function_arn" {
  description = "The function's ARN, without a version."
  value       = aws_lambda_function.this.arn
}

output "alias_name" {
  description = "The alias that receives events."
  value       = aws_lambda_alias.live.name
}

output "alias_arn" {
  description = "The ARN of the alias that receives events."
  value       = aws_lambda_alias.live.arn
}

output "live_version" {
  description = "The version that receives events, all but a canary's share."
  value       = aws_lambda_alias.live.function_version
}

output "newest_version" {
  description = "The version that was published last."
  value       = aws_lambda_function.this.version
}

output "environment" {
  description = "The function's environment variables."
  value       = local.environment
}

output "role_arn" {
  description = "The function's role."
  value       = local.role_arn

  # Lambda removes network interfaces with this role: whatever waits for that needs what the role may do as well.
  depends_on = [aws_iam_role_policy.function]
}

output "role_policy_json" {
  description = "What the function's role must be allowed, given to it here or not."
  value       = local.role_policy
}

output "s3_actions" {
  description = "The S3 actions that the function needs."
  value       = sort(distinct(concat(local.source_actions, local.archive_actions, local.bucket_actions)))
}

output "log_group_name" {
  description = "The function's log group."
  value       = local.log_group_name
}

output "dead_letter_queue_name" {
  description = "The dead letter queue's name."
  value       = aws_sqs_queue.dead_letters.name
}

output "dead_letter_queue_url" {
  description = "The dead letter queue's URL."
  value       = aws_sqs_queue.dead_letters.url
}

output "dead_letter_queue_arn" {
  description = "The dead letter queue's ARN."
  value       = aws_sqs_queue.dead_letters.arn
}

output "needed_memory" {
  description = "Least memory_size in MB for max_file_size and compression."
  value       = local.needed_memory
}

output "needed_seconds" {
  description = "Least timeout in seconds for max_file_size, compression and memory_size."
  value       = local.needed_seconds
}

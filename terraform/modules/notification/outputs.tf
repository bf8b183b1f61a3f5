output "notification_json" {
  description = "The notification configuration that this deployment wants, managed here or not, as the S3 API takes it."
  value       = local.notification_json
}

output "expired_queue_name" {
  description = "Queue of sources that expired before they were processed, or null where sources are kept anyway."
  value       = one(aws_sqs_queue.expired[*].name)
}

output "expired_queue_url" {
  description = "URL of that queue, or null."
  value       = one(aws_sqs_queue.expired[*].url)
}

output "manages" {
  description = "Whether the bucket's notification is set here."
  value       = length(aws_s3_bucket_notification.this) > 0
}

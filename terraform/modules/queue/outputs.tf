output "queue_arn" {
  description = "The queue that the bucket sends to, once it may."
  value       = var.queue_arn

  depends_on = [aws_sqs_queue_policy.events]
}

output "queue_url" {
  description = "The queue's URL, or null where it is not made here."
  value       = one(aws_sqs_queue.events[*].url)
}

output "mapping_id" {
  description = "The event source mapping."
  value       = aws_lambda_event_source_mapping.events.id
}

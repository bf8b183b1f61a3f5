output "bucket_json_to_merge" {
  description = "What the bucket's owners have to merge into its policy and lifecycle; its notification stays as it is."
  value       = module.compressor.bucket_json_to_merge
}

output "dead_letter_queue_url" {
  description = "Messages that were received 20 times in vain."
  value       = aws_sqs_queue.dead_letters.url
}

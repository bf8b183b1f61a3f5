output "bucket_name" {
  description = "The bucket's name, known once the bucket exists."
  value       = local.bucket
}

output "bucket_arn" {
  description = "The bucket's ARN."
  value       = local.bucket_arn
}

output "request_metrics_filter" {
  description = "Name of the request metrics' filter, or null where there are none."
  value       = one(aws_s3_bucket_metric.requests[*].name)
}

output "policy_json" {
  description = "The bucket policy that this deployment wants, managed here or not."
  value       = local.policy
}

output "lifecycle_json" {
  description = "The lifecycle configuration that this deployment wants, managed here or not, as the S3 API takes it."
  value       = local.lifecycle_json
}

output "versioning" {
  description = "Enabled where the bucket keeps versions, else null."
  value       = one(aws_s3_bucket_versioning.this[*].versioning_configuration[0].status)
}

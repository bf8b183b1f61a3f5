output "bucket_name" {
  description = "The bucket's name, known once the bucket exists."
  value       = local.bucket
}

output "bucket_arn" {
  description = "The bucket's ARN."
  value       = local.bucket_arn
}

output "policy_json" {
  description = "The bucket policy that this deployment wants, managed here or not."
  value       = local.policy
}

output "lifecycle_json" {
  description = "The lifecycle configuration that this deployment wants, managed here or not, as the S3 API takes it."
  value       = local.lifecycle_json
}

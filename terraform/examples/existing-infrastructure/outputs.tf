output "bucket_json_to_merge" {
  description = "What the bucket's owners have to merge into its notification, policy and lifecycle."
  value       = module.compressor.bucket_json_to_merge
}

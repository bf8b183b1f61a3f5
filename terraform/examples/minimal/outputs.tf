output "upload_to" {
  description = "Where to upload sources to."
  value       = "s3://${module.compressor.bucket_name}/${module.compressor.incoming_prefix}"
}

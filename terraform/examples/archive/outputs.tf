output "bucket_name" {
  description = "The bucket of sources and archives."
  value       = module.compressor.bucket_name
}

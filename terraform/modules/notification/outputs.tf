output "notification_json" {
  description = "The notification configuration that this deployment wants, managed here or not, as the S3 API takes it."
  value       = local.notification_json
}

output "topic_arn" {
  description = "The SNS topic that gets the alarms."
  value       = local.topic_arn
}

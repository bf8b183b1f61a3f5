output "topic_arns" {
  description = "The SNS topics that get the alarms."
  value       = local.topic_arns
}

output "alarm_arns" {
  description = "Each alarm's ARN by its name."
  value       = { for alarm in concat(values(aws_cloudwatch_metric_alarm.metric), [aws_cloudwatch_metric_alarm.error_rate]) : alarm.alarm_name => alarm.arn }
}

locals {
  function_dimensions = { FunctionName = var.function_name }
  milliseconds        = 1000

  # Alarms on one metric. The key names the alarm and its section of the runbook.
  metric_alarms = merge(
    {
      throttles = {
        summary   = "Lambda held back more than ${var.thresholds.throttles_per_minute} invocations in a minute."
        namespace = "AWS/Lambda", metric = "Throttles", statistic = "Sum", period = 60
        threshold = var.thresholds.throttles_per_minute, dimensions = local.function_dimensions
      }
      dead-letters = {
        summary   = "More than ${var.thresholds.dead_letters} objects could not be compressed."
        namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum", period = 60
        threshold = var.thresholds.dead_letters, dimensions = { QueueName = var.dead_letter_queue_name }
      }
    },
  )
}

resource "aws_cloudwatch_metric_alarm" "metric" {
  for_each = local.metric_alarms

  alarm_name        = "${var.name}-${each.key}"
  alarm_description = "${each.value.summary} What to do: ${var.runbook_url}#${each.key}"

  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  period              = each.value.period
  statistic           = each.value.statistic
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  evaluation_periods  = 1

  # No data means no invocation, and an empty queue: all is well.
  treat_missing_data = "notBreaching"
  alarm_actions      = [local.topic_arn]
  ok_actions         = [local.topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "error_rate" {
  alarm_name        = "${var.name}-error-rate"
  alarm_description = "More than ${var.thresholds.error_rate_percent} % of the invocations failed. What to do: ${var.runbook_url}#error-rate"

  comparison_operator = "GreaterThanThreshold"
  threshold           = var.thresholds.error_rate_percent
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.topic_arn]
  ok_actions          = [local.topic_arn]

  metric_query {
    id          = "rate"
    label       = "Error rate (%)"
    expression  = "IF(invocations > 0, 100 * errors / invocations, 0)"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { errors = "Errors", invocations = "Invocations" }

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/Lambda"
        metric_name = metric_query.value
        dimensions  = local.function_dimensions
        period      = 300
        stat        = "Sum"
      }
    }
  }
}

locals {
  # Lambda counts an invocation in the minute that it began in: one that takes the whole timeout of 15 minutes before it
  # fails changes a period that is over. So the last four periods of five minutes are looked at again.
  # https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  late_periods = 4
}

resource "aws_cloudwatch_metric_alarm" "metric" {
  for_each = { for name, alarm in local.metric_alarms : name => alarm if alarm.enabled }

  alarm_name        = "${var.name}-${each.key}"
  alarm_description = "${each.value.summary} What to do: ${var.runbook_url}#${each.key}"

  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  period              = each.value.period
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  comparison_operator = can(each.value.below) ? "LessThanThreshold" : "GreaterThanThreshold"
  threshold           = each.value.threshold
  evaluation_periods  = can(each.value.late) ? local.late_periods : try(each.value.periods, 1)
  datapoints_to_alarm = try(each.value.periods, 1)

  # No data means no invocation, and an empty queue: all is well, unless that is what is watched for.
  treat_missing_data = can(each.value.below) ? "breaching" : "notBreaching"
  actions_enabled    = var.actions_enabled
  alarm_actions      = local.topic_arns
  ok_actions         = local.topic_arns

  tags = var.tags
}

resource "aws_cloudwatch_metric_alarm" "error_rate" {
  alarm_name        = "${var.name}-error-rate"
  alarm_description = "More than ${var.thresholds.error_rate_percent} % of the invocations failed. What to do: ${var.runbook_url}#error-rate"

  comparison_operator = "GreaterThanThreshold"
  threshold           = var.thresholds.error_rate_percent
  evaluation_periods  = local.late_periods
  datapoints_to_alarm = 1
  treat_missing_data  = "notBreaching"
  actions_enabled     = var.actions_enabled
  alarm_actions       = local.topic_arns
  ok_actions          = local.topic_arns

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
        dimensions  = local.of_function
        period      = 300
        stat        = "Sum"
      }
    }
  }

  tags = var.tags
}

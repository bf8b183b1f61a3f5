locals {
  of_function         = { FunctionName = var.function_name }
  of_dead_letters     = { QueueName = var.dead_letter_queue_name }
  milliseconds        = 1000
  seconds_per_hour    = 3600
  concurrency_limit   = coalesce(var.reserved_concurrency, 0)
  concurrency_warning = floor(local.concurrency_limit * var.thresholds.concurrency_percent / 100)
  duration_warning    = var.timeout * local.milliseconds * var.thresholds.duration_percent / 100

  # The key names the alarm and its section of the runbook. It fires above its threshold, in one period unless `periods` says more.
  metric_alarms = {
    throttles = {
      enabled   = true
      summary   = "Lambda held back more than ${var.thresholds.throttles_per_minute} invocations in a minute."
      namespace = "AWS/Lambda", metric = "Throttles", statistic = "Sum", period = 60
      threshold = var.thresholds.throttles_per_minute, dimensions = local.of_function
    }
    dead-letters = {
      enabled   = true
      summary   = "More than ${var.thresholds.dead_letters} objects could not be compressed."
      namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum", period = 60
      threshold = var.thresholds.dead_letters, dimensions = local.of_dead_letters
    }
    dead-letter-age = {
      enabled = true
      summary = "Objects that could not be compressed have waited for more than ${var.thresholds.dead_letter_age_hours} h; they expire in the end."
      # Not ApproximateAgeOfOldestMessage: SQS leaves out of it what was received three times, as previews do.
      namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum", period = local.seconds_per_hour
      threshold = 0, dimensions = local.of_dead_letters, periods = var.thresholds.dead_letter_age_hours
    }
    event-age = {
      enabled   = var.event_queue_name != null
      summary   = "An event has waited in the queue for more than ${var.thresholds.event_age_hours} h."
      namespace = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", statistic = "Maximum", period = 300
      threshold = var.thresholds.event_age_hours * local.seconds_per_hour, dimensions = { QueueName = coalesce(var.event_queue_name, "none") }
    }
    event-backlog = {
      enabled   = var.event_queue_name != null
      summary   = "More than ${var.thresholds.event_backlog} events wait in the queue."
      namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum", period = 300
      threshold = var.thresholds.event_backlog, dimensions = { QueueName = coalesce(var.event_queue_name, "none") }
    }
    backlog-age = {
      enabled   = true
      summary   = "An event waited for more than ${var.thresholds.backlog_age_seconds} s before it was tried."
      namespace = "AWS/Lambda", metric = "AsyncEventAge", statistic = "Maximum", period = 300
      threshold = var.thresholds.backlog_age_seconds * local.milliseconds, dimensions = local.of_function
    }
    delivery-failures = {
      enabled   = true
      summary   = "Lambda could not send a failed event to the dead letter queue: it is lost."
      namespace = "AWS/Lambda", metric = "DestinationDeliveryFailures", statistic = "Sum", period = 300
      threshold = var.thresholds.delivery_failures, dimensions = local.of_function
    }
    source-missing = {
      enabled   = local.read_log
      summary   = "An object was gone before it was compressed."
      namespace = local.log_namespace, metric = local.source_missing, statistic = "Sum", period = 300
      threshold = var.thresholds.source_missing, dimensions = {}
    }
    expired-sources = {
      enabled   = var.expired_queue_name != null
      summary   = "The lifecycle expired objects that were never compressed."
      namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum", period = 300
      threshold = var.thresholds.expired_sources, dimensions = { QueueName = coalesce(var.expired_queue_name, "none") }
    }
    idle = {
      enabled   = var.thresholds.idle_hours > 0
      summary   = "Nothing was processed for ${var.thresholds.idle_hours} h: no uploads, or somebody replaced the bucket's notification."
      namespace = "AWS/Lambda", metric = "Invocations", statistic = "Sum", period = local.seconds_per_hour
      threshold = 1, dimensions = local.of_function, periods = max(1, var.thresholds.idle_hours), below = true
    }
    verification = {
      enabled   = var.verification_project != null
      summary   = "For ${var.thresholds.verification_hours} h, no verification has found every source with its archive: it found problems, or did not run."
      namespace = "AWS/CodeBuild", metric = "SucceededBuilds", statistic = "Sum", period = local.seconds_per_hour
      threshold = 1, dimensions = { ProjectName = coalesce(var.verification_project, "none") }, periods = max(1, var.thresholds.verification_hours), below = true
    }
    concurrency = {
      enabled   = var.reserved_concurrency != null
      summary   = "More than ${local.concurrency_warning} of ${local.concurrency_limit} reserved environments are in use."
      namespace = "AWS/Lambda", metric = "ConcurrentExecutions", statistic = "Maximum", period = 300
      threshold = local.concurrency_warning, dimensions = local.of_function
    }
    duration = {
      enabled   = true
      summary   = "Invocations take more than ${var.thresholds.duration_percent} % of the timeout of ${var.timeout} s (p99)."
      namespace = "AWS/Lambda", metric = "Duration", statistic = "p99", period = 300, late = true
      threshold = local.duration_warning, dimensions = local.of_function
    }
    storage-errors = {
      enabled   = var.request_metrics_filter != null
      summary   = "S3 answered more than ${var.thresholds.storage_errors_per_minute} requests in a minute with 5xx, such as 503 Slow Down."
      namespace = "AWS/S3", metric = "5xxErrors", statistic = "Sum", period = 60
      threshold = var.thresholds.storage_errors_per_minute, dimensions = { BucketName = var.bucket_name, FilterId = coalesce(var.request_metrics_filter, "none") }
    }
  }
}

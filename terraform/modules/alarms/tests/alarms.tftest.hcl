mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  emails                 = ["ops@example.org"]
  name                   = "compressor"
  function_name          = "compressor"
  timeout                = 600
  reserved_concurrency   = 1500
  metrics_namespace      = "Compressor"
  dead_letter_queue_name = "compressor-dead-letters"
  bucket_name            = "the-bucket"
  runbook_url            = "https://example.org/operations.md"
  log_group_name         = "/aws/lambda/compressor"

  thresholds = {
    error_rate_percent        = 1
    throttles_per_minute      = 10
    dead_letters              = 100
    dead_letter_age_hours     = 24
    backlog_age_seconds       = 900
    event_age_hours           = 3
    event_backlog             = 1000000
    delivery_failures         = 0
    source_missing            = 0
    expired_sources           = 0
    idle_hours                = 24
    verification_hours        = 26
    concurrency_percent       = 80
    duration_percent          = 80
    storage_errors_per_minute = 100
  }
}

run "by_default_each_alarm_watches_its_metric_and_tells_the_topic" {
  command = plan

  # Error rate is errors over invocations.
  assert {
    condition = (
      one([for query in aws_cloudwatch_metric_alarm.error_rate.metric_query : query.expression if query.return_data == true]) == "IF(invocations > 0, 100 * errors / invocations, 0)" &&
      aws_cloudwatch_metric_alarm.error_rate.threshold == 1 && aws_cloudwatch_metric_alarm.error_rate.comparison_operator == "GreaterThanThreshold"
    )
    error_message = "The alarm is on the rate, above 1 %, whatever the load."
  }

  assert {
    condition = { for query in aws_cloudwatch_metric_alarm.error_rate.metric_query : query.id => [for metric in query.metric : [metric.metric_name, metric.stat, metric.dimensions]] if length(query.metric) > 0 } == {
      errors      = [["Errors", "Sum", tomap({ FunctionName = "compressor" })]]
      invocations = [["Invocations", "Sum", tomap({ FunctionName = "compressor" })]]
    }
    error_message = "Sums of this function's errors and invocations."
  }

  # Each alarm watches its metric above its threshold.
  assert {
    condition = { for key, alarm in aws_cloudwatch_metric_alarm.metric : key => join(" ", [alarm.namespace, alarm.metric_name, coalesce(alarm.statistic, alarm.extended_statistic), alarm.period, alarm.threshold]) } == {
      throttles         = "AWS/Lambda Throttles Sum 60 10"
      dead-letters      = "AWS/SQS ApproximateNumberOfMessagesVisible Maximum 60 100"
      dead-letter-age   = "AWS/SQS ApproximateNumberOfMessagesVisible Maximum 3600 0"
      backlog-age       = "AWS/Lambda AsyncEventAge Maximum 300 900000"
      delivery-failures = "AWS/Lambda DestinationDeliveryFailures Sum 300 0"
      source-missing    = "Compressor/compressor SourceMissingLines Sum 300 0"
      idle              = "AWS/Lambda Invocations Sum 3600 1"
      concurrency       = "AWS/Lambda ConcurrentExecutions Maximum 300 1200"
      duration          = "AWS/Lambda Duration p99 300 480000"
    }
    error_message = "Metric, statistic, period in seconds and threshold of each alarm."
  }

  assert {
    condition     = [for alarm in concat(values(aws_cloudwatch_metric_alarm.metric), [aws_cloudwatch_metric_alarm.error_rate]) : alarm.alarm_name if alarm.comparison_operator != "GreaterThanThreshold" || alarm.treat_missing_data != "notBreaching"] == ["compressor-idle"]
    error_message = "Silence is an alarm to one of them only: an idle function has no data."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.metric["idle"].comparison_operator == "LessThanThreshold" && aws_cloudwatch_metric_alarm.metric["idle"].treat_missing_data == "breaching"
    error_message = "Lambda reports no zeros: no data is what nothing processed looks like."
  }

  # Each alarm tells the topic and names its runbook.
  assert {
    condition     = alltrue([for key, alarm in aws_cloudwatch_metric_alarm.metric : endswith(alarm.alarm_description, "https://example.org/operations.md#${key}") && alarm.alarm_name == "compressor-${key}"])
    error_message = "Who is woken up must find what to do."
  }

  assert {
    condition = alltrue([
      for alarm in concat(values(aws_cloudwatch_metric_alarm.metric), [aws_cloudwatch_metric_alarm.error_rate]) :
      alarm.alarm_actions == toset(["arn:aws:sns:eu-central-1:123456789012:compressor-alarms"])
    ])
    error_message = "Every alarm goes to the topic."
  }

  # Cloudwatch can publish to the encrypted topic.
  assert {
    condition     = aws_sns_topic.alarms[0].kms_master_key_id != "alias/aws/sns" && aws_kms_key.alarms[0].enable_key_rotation
    error_message = "CloudWatch cannot use the AWS managed key: every alarm would be silent."
  }

  assert {
    condition = one([for statement in jsondecode(aws_kms_key.alarms[0].policy).Statement : [statement.Effect, statement.Principal, statement.Action] if statement.Sid == "LetCloudWatchPublish"]) == [
      "Allow", { Service = "cloudwatch.amazonaws.com" }, ["kms:Decrypt", "kms:GenerateDataKey*"],
    ]
    error_message = "The key must let CloudWatch publish."
  }

  assert {
    condition = [for statement in jsondecode(aws_sns_topic_policy.alarms[0].policy).Statement : [statement.Principal, statement.Action, statement.Condition]] == [[
      { Service = "cloudwatch.amazonaws.com" }, "sns:Publish",
      { ArnLike = { "aws:SourceArn" = "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:compressor-*" } },
    ]]
    error_message = "Only this deployment's alarms publish to the topic."
  }

  # What lambda reports late is looked at again.
  assert {
    condition = { for key, alarm in merge(aws_cloudwatch_metric_alarm.metric, { error-rate = aws_cloudwatch_metric_alarm.error_rate }) : key => [alarm.datapoints_to_alarm, alarm.evaluation_periods] if alarm.evaluation_periods > 1 } == {
      duration        = [1, 4]
      error-rate      = [1, 4]
      dead-letter-age = [24, 24]
      idle            = [24, 24]
    }
    error_message = "An invocation of 15 minutes is counted in the period that it began in: 1 of the last 4. Hours are counted one by one."
  }

  # A missing source is counted by its log line.
  assert {
    condition = (
      aws_cloudwatch_log_metric_filter.source_missing[0].pattern == "{ $.message = \"SourceMissing:*\" }" &&
      aws_cloudwatch_log_metric_filter.source_missing[0].log_group_name == "/aws/lambda/compressor" &&
      aws_cloudwatch_log_metric_filter.source_missing[0].metric_transformation[0].namespace == aws_cloudwatch_metric_alarm.metric["source-missing"].namespace &&
      aws_cloudwatch_log_metric_filter.source_missing[0].metric_transformation[0].name == aws_cloudwatch_metric_alarm.metric["source-missing"].metric_name
    )
    error_message = "A counter is lost with a frozen environment; the line is not. The alarm watches what the filter counts."
  }
}

run "delete_mode_and_request_metrics_have_their_alarms" {
  command = plan

  variables {
    expired_queue_name     = "compressor-expired-sources"
    request_metrics_filter = "compressor"
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.metric["expired-sources"].threshold == 0 &&
      aws_cloudwatch_metric_alarm.metric["expired-sources"].dimensions == tomap({ QueueName = "compressor-expired-sources" })
    )
    error_message = "One source that expired unprocessed is one too many."
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.metric["storage-errors"].metric_name == "5xxErrors" &&
      aws_cloudwatch_metric_alarm.metric["storage-errors"].dimensions == tomap({ BucketName = "the-bucket", FilterId = "compressor" })
    )
    error_message = "S3's errors are seen in its request metrics."
  }
}

run "without_a_limit_there_is_no_alarm_near_it" {
  command = plan

  variables {
    reserved_concurrency = null
  }

  assert {
    condition     = !contains(keys(aws_cloudwatch_metric_alarm.metric), "concurrency")
    error_message = "80 % of nothing would be an alarm for ever."
  }
}

run "e_mail_addresses_are_subscribed" {
  command = plan

  variables {
    emails = ["ops@example.org"]
  }

  assert {
    condition     = aws_sns_topic_subscription.email["ops@example.org"].protocol == "email"
    error_message = "Each address gets the alarms."
  }
}

run "an_existing_topic_is_used_as_it_is" {
  command = plan

  variables {
    topic_arns = ["arn:aws:sns:eu-central-1:123456789012:ops", "arn:aws:sns:eu-central-1:123456789012:pager"]
    emails     = []
  }

  assert {
    condition     = length(aws_sns_topic.alarms) + length(aws_kms_key.alarms) == 0 && aws_cloudwatch_metric_alarm.error_rate.alarm_actions == toset(["arn:aws:sns:eu-central-1:123456789012:ops", "arn:aws:sns:eu-central-1:123456789012:pager"])
    error_message = "No second topic, and no key to pay for."
  }
}

run "addresses_for_an_existing_topic_are_refused" {
  command = plan

  variables {
    topic_arns = ["arn:aws:sns:eu-central-1:123456789012:ops"]
    emails     = ["ops@example.org"]
  }

  expect_failures = [aws_sns_topic_subscription.email]
}

run "alarms_that_nobody_gets_are_warned_of" {
  command = plan

  variables {
    emails = []
  }

  expect_failures = [check.somebody_gets_the_alarms]
}

run "a_log_that_cannot_be_counted_has_no_alarm" {
  command = plan

  variables {
    log_group_name = null
  }

  assert {
    condition     = !contains(keys(aws_cloudwatch_metric_alarm.metric), "source-missing") && length(aws_cloudwatch_log_metric_filter.source_missing) == 0
    error_message = "CloudWatch refuses metric filters on groups for infrequent access."
  }
}

run "who_expects_silence_turns_that_alarm_off" {
  command = plan

  variables {
    thresholds = merge(var.thresholds, { idle_hours = 0 })
  }

  assert {
    condition     = !contains(keys(aws_cloudwatch_metric_alarm.metric), "idle")
    error_message = "0 hours turn it off."
  }
}

run "alarms_can_be_silent_while_a_deployment_is_tried_out" {
  command = plan

  variables {
    actions_enabled = false
  }

  assert {
    condition     = alltrue([for alarm in concat(values(aws_cloudwatch_metric_alarm.metric), [aws_cloudwatch_metric_alarm.error_rate]) : !alarm.actions_enabled])
    error_message = "All of them, or none."
  }
}

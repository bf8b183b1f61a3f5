mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name            = "compressor"
  bucket_name     = "the-bucket"
  bucket_arn      = "arn:aws:s3:::the-bucket"
  function_name   = "compressor"
  alias_name      = "live"
  alias_arn       = "arn:aws:lambda:eu-central-1:123456789012:function:compressor:live"
  incoming_prefix = "incoming/"
  source_suffix   = ".json"
}

run "each_new_source_is_announced_to_the_alias" {
  command = plan

  assert {
    condition = jsondecode(output.notification_json) == { LambdaFunctionConfigurations = [{
      Id                = "compressor"
      LambdaFunctionArn = "arn:aws:lambda:eu-central-1:123456789012:function:compressor:live"
      Events            = ["s3:ObjectCreated:*"]
      Filter            = { Key = { FilterRules = [{ Name = "prefix", Value = "incoming/" }, { Name = "suffix", Value = ".json" }] } }
    }] }
    error_message = "Sources only, or archives would be compressed again."
  }

  assert {
    condition = (
      aws_s3_bucket_notification.this[0].lambda_function[0].lambda_function_arn == "arn:aws:lambda:eu-central-1:123456789012:function:compressor:live" &&
      aws_s3_bucket_notification.this[0].lambda_function[0].filter_prefix == "incoming/" &&
      aws_s3_bucket_notification.this[0].lambda_function[0].filter_suffix == ".json" && length(aws_s3_bucket_notification.this[0].queue) + length(aws_s3_bucket_notification.this[0].topic) == 0
    )
    error_message = "The bucket must get what the JSON says."
  }

  assert {
    condition = (
      aws_lambda_permission.bucket.principal == "s3.amazonaws.com" && aws_lambda_permission.bucket.qualifier == "live" &&
      aws_lambda_permission.bucket.source_arn == "arn:aws:s3:::the-bucket" && aws_lambda_permission.bucket.source_account == "123456789012"
    )
    error_message = "Bucket names can change hands: the account must match too."
  }
}

run "an_existing_bucket_keeps_its_notification" {
  command = plan

  variables {
    manage_notification = false
  }

  assert {
    condition     = length(aws_s3_bucket_notification.this) == 0 && aws_lambda_permission.bucket.qualifier == "live"
    error_message = "Its owners merge the JSON, and the permission must be there when they do."
  }
}

run "expired_sources_are_reported_in_delete_mode" {
  command = plan

  variables {
    report_expired_sources = true
  }

  assert {
    condition = jsondecode(output.notification_json).TopicConfigurations == [{
      Id       = "compressor-expired"
      TopicArn = "arn:aws:sns:eu-central-1:123456789012:compressor-alarms"
      Events   = ["s3:LifecycleExpiration:*"]
      Filter   = { Key = { FilterRules = [{ Name = "prefix", Value = "incoming/" }] } }
    }]
    error_message = "What expires in incoming/ was never processed."
  }

  assert {
    condition     = one(aws_s3_bucket_notification.this[0].topic).events == toset(["s3:LifecycleExpiration:*"]) && one(aws_s3_bucket_notification.this[0].topic).filter_prefix == "incoming/"
    error_message = "The bucket must get what the JSON says."
  }

  assert {
    condition = (
      jsondecode(aws_sns_topic_subscription.expired[0].filter_policy) == { Records = { eventName = [{ prefix = "LifecycleExpiration:" }] } } &&
      aws_sns_topic_subscription.expired[0].filter_policy_scope == "MessageBody" && aws_sns_topic_subscription.expired[0].raw_message_delivery
    )
    error_message = "S3's test event has no records: it must not get to the queue, whose alarm would take it for a source."
  }

  assert {
    condition = [for statement in jsondecode(aws_sns_topic_policy.expired[0].policy).Statement : [statement.Principal, statement.Action, statement.Resource, statement.Condition]] == [[
      { Service = "s3.amazonaws.com" },
      "sns:Publish",
      "arn:aws:sns:eu-central-1:123456789012:compressor-expired-sources",
      { ArnEquals = { "aws:SourceArn" = "arn:aws:s3:::the-bucket" }, StringEquals = { "aws:SourceAccount" = "123456789012" } },
    ]]
    error_message = "Only this bucket may publish to the topic."
  }

  assert {
    condition = [for statement in jsondecode(aws_sqs_queue.expired[0].policy).Statement : [statement.Principal, statement.Action, statement.Resource, statement.Condition]] == [[
      { Service = "sns.amazonaws.com" },
      "sqs:SendMessage",
      "arn:aws:sqs:eu-central-1:123456789012:compressor-expired-sources",
      { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:eu-central-1:123456789012:compressor-expired-sources" } },
    ]]
    error_message = "Only the topic may write to the queue."
  }
}

run "a_replaced_version_that_expires_is_no_news" {
  command = plan

  variables {
    report_expired_sources = true
    versioning             = true
  }

  assert {
    condition     = one(aws_s3_bucket_notification.this[0].topic).events == toset(["s3:LifecycleExpiration:DeleteMarkerCreated"])
    error_message = "Only a current version that expires was never processed."
  }
}

run "rules_of_others_stand_beside_ours" {
  command = plan

  variables {
    additional_notifications = [
      { id = "reports", events = ["s3:ObjectCreated:*"], prefix = "reports/", queue_arn = "arn:aws:sqs:eu-central-1:123456789012:reports" },
      { id = "archives", events = ["s3:ObjectCreated:Put"], suffix = ".zip", function_arn = "arn:aws:lambda:eu-central-1:123456789012:function:index" },
      { id = "removals", events = ["s3:ObjectRemoved:*"], topic_arn = "arn:aws:sns:eu-central-1:123456789012:audit" },
    ]
  }

  assert {
    condition = (
      aws_s3_bucket_notification.this[0].lambda_function[*].id == tolist(["compressor", "archives"]) &&
      one(aws_s3_bucket_notification.this[0].queue).filter_prefix == "reports/" && one(aws_s3_bucket_notification.this[0].topic).id == "removals"
    )
    error_message = "A bucket has one notification: what others need must fit in."
  }

  assert {
    condition     = { for kind, rules in jsondecode(output.notification_json) : kind => length(rules) } == { LambdaFunctionConfigurations = 2, QueueConfigurations = 1, TopicConfigurations = 1 }
    error_message = "The owners of an existing bucket merge the same rules."
  }
}

run "a_rule_for_the_same_keys_is_refused" {
  command = plan

  variables {
    additional_notifications = [{ id = "all", events = ["s3:ObjectCreated:Put"], prefix = "in", suffix = "n", topic_arn = "arn:aws:sns:eu-central-1:123456789012:all" }]
  }

  expect_failures = [aws_s3_bucket_notification.this]
}

run "a_rule_for_the_same_expiries_is_refused" {
  command = plan

  variables {
    report_expired_sources   = true
    additional_notifications = [{ id = "expiries", events = ["s3:LifecycleExpiration:Delete"], suffix = ".json", topic_arn = "arn:aws:sns:eu-central-1:123456789012:all" }]
  }

  expect_failures = [aws_s3_bucket_notification.this]
}

run "any_suffix_is_no_filter" {
  command = plan

  variables {
    source_suffix = ""
  }

  assert {
    condition     = [for rule in jsondecode(output.notification_json).LambdaFunctionConfigurations[0].Filter.Key.FilterRules : rule.Name] == ["prefix"]
    error_message = "S3 refuses an empty suffix."
  }
}

run "in_queue_mode_the_queue_is_told_and_the_permission_stays" {
  command = plan

  variables {
    event_queue_arn = "arn:aws:sqs:eu-central-1:123456789012:compressor-events"
  }

  assert {
    condition = (
      keys(jsondecode(output.notification_json)) == ["QueueConfigurations"] &&
      length(aws_s3_bucket_notification.this[0].lambda_function) == 0 &&
      aws_s3_bucket_notification.this[0].queue[0].queue_arn == "arn:aws:sqs:eu-central-1:123456789012:compressor-events" &&
      aws_s3_bucket_notification.this[0].queue[0].filter_prefix == "incoming/" && aws_lambda_permission.bucket.qualifier == "live"
    )
    error_message = "S3 takes one target for an event; the permission must be there when the notification goes back."
  }
}

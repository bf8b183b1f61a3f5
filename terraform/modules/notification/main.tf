locals {
  created_events = ["s3:ObjectCreated:*"]
  # With versions, only a current one leaves a delete marker: what expires without was replaced before.
  expired_events = var.versioning ? ["s3:LifecycleExpiration:DeleteMarkerCreated"] : ["s3:LifecycleExpiration:*"]

  # Who is told of what. One list for the resource and for the JSON that owners of an existing bucket merge.
  rules = concat(
    !var.announce_sources ? [] : [{
      id     = var.name
      kind   = var.event_queue_arn == null ? "function" : "queue"
      arn    = var.event_queue_arn == null ? var.alias_arn : var.event_queue_arn
      events = local.created_events
      prefix = var.incoming_prefix
      suffix = var.source_suffix
    }],
    [for topic in aws_sns_topic.expired : {
      id     = "${var.name}-expired"
      kind   = "topic"
      arn    = topic.arn
      events = local.expired_events
      prefix = var.incoming_prefix
      suffix = ""
    }],
    [for rule in var.additional_notifications : {
      id     = rule.id
      kind   = rule.function_arn != null ? "function" : rule.queue_arn != null ? "queue" : "topic"
      arn    = rule.function_arn != null ? rule.function_arn : rule.queue_arn != null ? rule.queue_arn : rule.topic_arn
      events = rule.events
      prefix = rule.prefix
      suffix = rule.suffix
    }],
  )
  rules_by_kind = { for kind in ["function", "queue", "topic"] : kind => [for rule in local.rules : rule if rule.kind == kind] }

  # How the S3 API calls each kind.
  api_names = { function = "LambdaFunction", queue = "Queue", topic = "Topic" }

  notification_json = jsonencode({
    for kind, rules in local.rules_by_kind : "${local.api_names[kind]}Configurations" => [
      for rule in rules : {
        Id                            = rule.id
        "${local.api_names[kind]}Arn" = rule.arn
        Events                        = rule.events
        Filter = { Key = { FilterRules = [
          for each in [{ Name = "prefix", Value = rule.prefix }, { Name = "suffix", Value = rule.suffix }] : each if each.Value != ""
        ] } }
      }
    ] if length(rules) > 0
  })

  # S3 refuses two rules for one kind of event whose prefixes and suffixes both overlap, and names neither.
  # https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
  own_rules = slice(local.rules, 0, length(local.rules) - length(var.additional_notifications))
  overlaps = distinct([
    for pair in setproduct(var.additional_notifications, local.own_rules) : "${pair[0].id} and ${pair[1].id}" if alltrue([
      anytrue([for event in pair[0].events : startswith(event, join(":", slice(split(":", pair[1].events[0]), 0, 2)))]),
      startswith(pair[0].prefix, pair[1].prefix) || startswith(pair[1].prefix, pair[0].prefix),
      endswith(pair[0].suffix, pair[1].suffix) || endswith(pair[1].suffix, pair[0].suffix),
    ])
  ])
}

# In queue mode too: without it, events would be lost for the moment between its end and the notification's change.
resource "aws_lambda_permission" "bucket" {
  statement_id   = "AllowBucket"
  action         = "lambda:InvokeFunction"
  function_name  = var.function_name
  qualifier      = var.alias_name
  principal      = "s3.amazonaws.com"
  source_arn     = var.bucket_arn
  source_account = var.account.id
}

resource "aws_s3_bucket_notification" "this" {
  count = var.manage_notification ? 1 : 0

  bucket = var.bucket_name

  dynamic "lambda_function" {
    for_each = local.rules_by_kind["function"]

    content {
      id                  = lambda_function.value.id
      lambda_function_arn = lambda_function.value.arn
      events              = lambda_function.value.events
      filter_prefix       = lambda_function.value.prefix
      filter_suffix       = lambda_function.value.suffix
    }
  }

  dynamic "queue" {
    for_each = local.rules_by_kind["queue"]

    content {
      id            = queue.value.id
      queue_arn     = queue.value.arn
      events        = queue.value.events
      filter_prefix = queue.value.prefix
      filter_suffix = queue.value.suffix
    }
  }

  dynamic "topic" {
    for_each = local.rules_by_kind["topic"]

    content {
      id            = topic.value.id
      topic_arn     = topic.value.arn
      events        = topic.value.events
      filter_prefix = topic.value.prefix
      filter_suffix = topic.value.suffix
    }
  }

  # S3 tries the permissions when the notification is set; the filter must be there before the test event.
  depends_on = [aws_lambda_permission.bucket, aws_sns_topic_policy.expired, aws_sns_topic_subscription.expired]

  lifecycle {
    precondition {
      condition     = length(local.overlaps) == 0
      error_message = "additional_notifications overlaps this deployment's rules (${join(", ", local.overlaps)}): S3 takes no two rules for one event whose prefixes and suffixes both overlap. Have one rule tell an SNS topic, and let the topic tell both."
    }
  }
}

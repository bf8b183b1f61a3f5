locals {
  created_events = ["s3:ObjectCreated:*"]
  # With versions, only a current one leaves a delete marker: what expires without was replaced before.
  expired_events = var.versioning ? ["s3:LifecycleExpiration:DeleteMarkerCreated"] : ["s3:LifecycleExpiration:*"]
  expired_id     = "${var.name}-expired"

  filter = { Key = { FilterRules = [
    for rule in [{ Name = "prefix", Value = var.incoming_prefix }, { Name = "suffix", Value = var.source_suffix }] : rule if rule.Value != ""
  ] } }

  to_function = [for arn in [var.alias_arn] :
    { Id = var.name, LambdaFunctionArn = arn, Events = local.created_events, Filter = local.filter } if var.event_queue_arn == null
  ]

  to_queues = concat(
    [for arn in var.event_queue_arn[*] : { Id = var.name, QueueArn = arn, Events = local.created_events, Filter = local.filter }],
    [for queue in aws_sqs_queue.expired : {
      Id       = local.expired_id
      QueueArn = queue.arn
      Events   = local.expired_events
      Filter   = { Key = { FilterRules = [{ Name = "prefix", Value = var.incoming_prefix }] } }
    }],
  )

  notification_json = jsonencode(merge(
    { for key, each in { LambdaFunctionConfigurations = local.to_function } : key => each if length(each) > 0 },
    { for key, each in { QueueConfigurations = local.to_queues } : key => each if var.event_queue_arn != null || var.report_expired_sources },
  ))
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
    for_each = var.event_queue_arn == null ? [var.alias_arn] : []

    content {
      id                  = var.name
      lambda_function_arn = lambda_function.value
      events              = local.created_events
      filter_prefix       = var.incoming_prefix
      filter_suffix       = var.source_suffix
    }
  }

  dynamic "queue" {
    for_each = var.event_queue_arn[*]

    content {
      id            = var.name
      queue_arn     = queue.value
      events        = local.created_events
      filter_prefix = var.incoming_prefix
      filter_suffix = var.source_suffix
    }
  }

  dynamic "queue" {
    for_each = aws_sqs_queue.expired

    content {
      id            = local.expired_id
      queue_arn     = queue.value.arn
      events        = local.expired_events
      filter_prefix = var.incoming_prefix
    }
  }

  # S3 tries the permission when the notification is set.
  depends_on = [aws_lambda_permission.bucket]
}

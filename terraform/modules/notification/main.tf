locals {
  created_events = ["s3:ObjectCreated:*"]
  # With versions, only a current one leaves a delete marker: what expires without was replaced before.
  expired_events = var.versioning ? ["s3:LifecycleExpiration:DeleteMarkerCreated"] : ["s3:LifecycleExpiration:*"]
  expired_id     = "${var.name}-expired"

  notification_json = jsonencode(merge(
    {
      LambdaFunctionConfigurations = [{
        Id                = var.name
        LambdaFunctionArn = var.alias_arn
        Events            = local.created_events
        Filter = { Key = { FilterRules = [
          for rule in [{ Name = "prefix", Value = var.incoming_prefix }, { Name = "suffix", Value = var.source_suffix }] : rule if rule.Value != ""
        ] } }
      }]
    },
    { for key, queue in { QueueConfigurations = aws_sqs_queue.expired } : key => [{
      Id       = local.expired_id
      QueueArn = queue[0].arn
      Events   = local.expired_events
      Filter   = { Key = { FilterRules = [{ Name = "prefix", Value = var.incoming_prefix }] } }
    }] if var.report_expired_sources },
  ))
}

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

  lambda_function {
    id                  = var.name
    lambda_function_arn = var.alias_arn
    events              = local.created_events
    filter_prefix       = var.incoming_prefix
    filter_suffix       = var.source_suffix
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

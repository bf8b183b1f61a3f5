data "aws_caller_identity" "current" {}

locals {
  events = ["s3:ObjectCreated:*"]

  notification_json = jsonencode({
    LambdaFunctionConfigurations = [
      {
        Id                = var.name
        LambdaFunctionArn = var.alias_arn
        Events            = local.events
        Filter = { Key = { FilterRules = [
          { Name = "prefix", Value = var.incoming_prefix },
          { Name = "suffix", Value = var.source_suffix },
        ] } }
      },
    ]
  })
}

resource "aws_lambda_permission" "bucket" {
  statement_id   = "AllowBucket"
  action         = "lambda:InvokeFunction"
  function_name  = var.function_name
  qualifier      = var.alias_name
  principal      = "s3.amazonaws.com"
  source_arn     = var.bucket_arn
  source_account = data.aws_caller_identity.current.account_id
}

resource "aws_s3_bucket_notification" "this" {
  count = var.manage_notification ? 1 : 0

  bucket = var.bucket_name

  lambda_function {
    id                  = var.name
    lambda_function_arn = var.alias_arn
    events              = local.events
    filter_prefix       = var.incoming_prefix
    filter_suffix       = var.source_suffix
  }

  # S3 tries the permission when the notification is set.
  depends_on = [aws_lambda_permission.bucket]
}

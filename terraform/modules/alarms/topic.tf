locals {
  create_topic = length(var.topic_arns) == 0
  topic_arns   = local.create_topic ? [aws_sns_topic.alarms[0].arn] : var.topic_arns
  alarms_arn   = "arn:${var.account.partition}:cloudwatch:${var.account.region}:${var.account.id}:alarm:${var.name}-*"
}

# CloudWatch cannot publish to a topic encrypted with alias/aws/sns, whose policy nobody can change: every alarm would be silent.
# Its use of the key has no condition, as in AWS's own instructions: nobody documents which ones CloudWatch meets. The topic's policy has one.
resource "aws_kms_key" "alarms" {
  count = local.create_topic ? 1 : 0

  description             = "Encrypts the alarms of ${var.name}."
  enable_key_rotation     = true
  deletion_window_in_days = 7

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Administer"
        Effect    = "Allow"
        Principal = { AWS = "arn:${var.account.partition}:iam::${var.account.id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "LetCloudWatchPublish"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
      },
    ]
  })

  tags = var.tags
}

resource "aws_kms_alias" "alarms" {
  count = local.create_topic ? 1 : 0

  name          = "alias/${var.name}-alarms"
  target_key_id = aws_kms_key.alarms[0].key_id
}

resource "aws_sns_topic" "alarms" {
  count = local.create_topic ? 1 : 0

  name              = "${var.name}-alarms"
  kms_master_key_id = aws_kms_key.alarms[0].id

  tags = var.tags
}

resource "aws_sns_topic_policy" "alarms" {
  count = local.create_topic ? 1 : 0

  arn = aws_sns_topic.alarms[0].arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "LetCloudWatchPublish"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms[0].arn
        Condition = { ArnLike = { "aws:SourceArn" = local.alarms_arn } }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "email" {
  for_each = var.emails

  topic_arn = local.topic_arns[0]
  protocol  = "email"
  endpoint  = each.value

  lifecycle {
    precondition {
      condition     = local.create_topic
      error_message = "alarm_emails needs a topic of this deployment's own: remove alarm_topic_arns, or subscribe the addresses to one of those topics."
    }
  }
}

# A warning, not an error: somebody may subscribe to the topic by other means.
check "somebody_gets_the_alarms" {
  assert {
    condition     = !local.create_topic || length(var.emails) > 0
    error_message = "Nobody gets the alarms: set alarm_emails, set alarm_topic_arns, or subscribe to the topic."
  }
}
